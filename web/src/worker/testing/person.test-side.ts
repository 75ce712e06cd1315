import type { Api } from '../../api/client'
import { ApiError } from '../../api/client'
import { firstLocalId, type Message } from '../../api/message'
import type { AccountEvent, Connection } from '../../api/patch'
import type { PeerId } from '../../api/peer'
import { type Account, openAccount } from '../account'
import { Cache } from '../cache'
import { restoreSnapshot } from '../snapshot'
import { State } from '../state'
import type { TestServer, Wire } from './server.test-side'

let lastSlot = 0

const device = { model: 'Test', system: 'Node', version: 'Test', language: 'en' }

/** Somebody at a browser: what the worker does and tells there, without a page. */
export class Person {
  readonly events: AccountEvent[] = []
  connection: Connection = 'connecting'
  #account: Account | undefined
  #state: State
  #waiting: (() => void)[] = []

  private constructor(
    private readonly server: TestServer,
    readonly wire: Wire,
    readonly slot: number,
  ) {
    this.#state = this.#newState()
  }

  /** Logs in; who has no account yet signs up. */
  static async logIn(server: TestServer, phone: string, name: string): Promise<Person> {
    const person = new Person(server, await server.wire(), ++lastSlot)
    await person.open()
    await person.until(() => person.state.auth.kind === 'out')
    const { hash } = await person.api.sendCode({ phone })
    const code = (phone.at(6) ?? '').repeat(5)
    const answer = await person.api.signIn({ phone, hash, code })
    if (answer.kind === 'signUp') await person.api.signUp({ phone, hash, firstName: name, lastName: '' })
    await person.until(() => person.state.auth.kind === 'in')
    return person
  }

  /** Opens the page (again), with what this browser kept. */
  async open(): Promise<void> {
    this.#state = this.#newState()
    const cache = await Cache.open(this.slot)
    const me = await restoreSnapshot(this.#state, cache)
    const server = await this.server.about()
    const { slot, wire } = this
    this.#account = await openAccount({ slot, origin: wire.origin, device, server, state: this.#state, cache, me })
  }

  /** Closes the page. */
  async shut(): Promise<void> {
    await this.#account?.close()
  }

  async leave(): Promise<void> {
    await this.shut()
    this.wire.close()
  }

  get state(): State {
    return this.#state
  }

  get me(): PeerId {
    const { auth } = this.#state
    return auth.kind === 'in' ? auth.me : 0
  }

  /** The calls of the page. */
  get api(): Api {
    const account = () => this.#account
    return new Proxy({} as Api, {
      get: (_, method) => async (args: unknown) => {
        const answer = await account()?.call(method as keyof Api, args)
        if (answer === undefined) throw new Error('the page is closed')
        if ('error' in answer) throw new ApiError(answer.error)
        return answer.value
      },
    })
  }

  /** Waits for something to be so, looking after each thing that the worker tells. */
  async until(so: () => boolean): Promise<void> {
    while (!so()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** What a chat has, the oldest first; messages that are not confirmed come last. */
  messages(chat: PeerId): Message[] {
    return [...this.#state.tables.messages.values()]
      .filter((m) => m.chat === chat && !m.scheduled && m.body.kind !== 'service')
      .sort((a, b) => a.id - b.id)
  }

  texts(chat: PeerId): string[] {
    return this.messages(chat).map((m) => m.text)
  }

  /** Whether nothing of a chat waits for the server any more. */
  settled(chat: PeerId): boolean {
    return this.messages(chat).every((m) => m.id < firstLocalId)
  }

  #newState(): State {
    return new State((news) => {
      this.events.push(...news.events)
      if (news.connection) this.connection = news.connection
      const waiting = this.#waiting
      this.#waiting = []
      for (const go of waiting) go()
    })
  }
}
