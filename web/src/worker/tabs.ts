/**
 * When the tab that may looks for what closed tabs have left, in milliseconds after the
 * last time: soon in the beginning, as a page that is loaded anew follows itself.
 */
const pauses = [200, 500, 1000, 3000] as const
const pause = 10_000

/**
 * Tabs of the same browser: each holds a lock while it is open, so that others see
 * which are gone. One of them, the first that got another lock, is the keeper.
 */
export class Tabs {
  readonly id = crypto.randomUUID()

  constructor(private readonly slot: number) {
    if (locks) void locks.request(this.#name(this.id), forever).catch(() => undefined)
  }

  /** Calls `fn` when this tab becomes the keeper, and from then on now and then. */
  keep(fn: () => Promise<void>): void {
    if (!locks) {
      void fn()
      return
    }
    void locks
      .request(`heliograph-outbox-${this.slot}`, async () => {
        for (let i = 0; ; i++) {
          await fn()
          await new Promise((resolve) => setTimeout(resolve, pauses[i] ?? pause))
        }
      })
      .catch(() => undefined)
  }

  /** The other tabs that are open. */
  async others(): Promise<ReadonlySet<string>> {
    const held = (await locks?.query())?.held ?? []
    const prefix = this.#name('')
    const names = held.map((lock) => lock.name ?? '').filter((name) => name.startsWith(prefix))
    return new Set(names.map((name) => name.slice(prefix.length)).filter((id) => id !== this.id))
  }

  #name(id: string): string {
    return `heliograph-tab-${this.slot}-${id}`
  }
}

/** Browsers have locks on secure pages only; without them one tab is taken to be all. */
const locks = 'locks' in navigator ? navigator.locks : undefined

const forever = () => new Promise<void>(() => undefined)
