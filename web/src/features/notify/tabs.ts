/** What somebody looks at in a tab. */
export interface Look {
  readonly slot: number
  /** 0: no chat. */
  readonly chat: number
  /** The tab is in sight and has the focus. */
  readonly here: boolean
}

interface Told extends Look {
  readonly tab: string
}

const isTold = (data: unknown): data is Told =>
  typeof data === 'object' && data !== null && 'tab' in data && typeof data.tab === 'string' && 'here' in data

/** Tabs of this browser tell each other what is looked at in them; one of them notifies. */
export class Tabs {
  #own: Look = { slot: 0, chat: 0, here: false }
  readonly #others = new Map<string, Look>()
  readonly #tab = crypto.randomUUID?.() ?? String(Math.random())
  readonly #channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('heliograph-looks') : undefined
  #first = false
  #leave: (() => void) | undefined

  constructor() {
    if (this.#channel) {
      this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (data === 'who') this.#tell()
        else if (isTold(data)) this.#others.set(data.tab, data)
      }
      this.#channel.postMessage('who')
    }
    if (!('locks' in navigator)) {
      this.#first = true
      return
    }
    void navigator.locks.request('heliograph-notices', () => {
      this.#first = true
      return new Promise<void>((resolve) => {
        this.#leave = resolve
      })
    })
  }

  /** Tells others what is looked at here. */
  look(look: Look): void {
    this.#own = look
    this.#tell()
  }

  /** Whether this is the tab that notifies. */
  get first(): boolean {
    return this.#first
  }

  get present(): boolean {
    return [this.#own, ...this.#others.values()].some((look) => look.here)
  }

  watches(slot: number, chat: number): boolean {
    return [this.#own, ...this.#others.values()].some((l) => l.here && l.slot === slot && l.chat === chat)
  }

  close(): void {
    this.look({ ...this.#own, here: false })
    this.#channel?.close()
    this.#leave?.()
  }

  #tell(): void {
    this.#channel?.postMessage({ ...this.#own, tab: this.#tab } satisfies Told)
  }
}
