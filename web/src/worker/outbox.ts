import { Long, type tl } from '@mtcute/web'
import { firstLocalId, type Message, messageKey } from '../api/message'
import type { SendOptions } from '../api/send'
import { failureOf } from './failure'
import { type Content, localMessages, nextLocal, type Pending } from './pending'
import { requestOf } from './requests'
import { apply, type Session } from './session'
import { Tabs } from './tabs'
import { putDraft } from './tg/drafts'

/** The longest that a message waits by itself when the server wants less of them, in seconds. */
const patience = 120

/** Sends what is written, each message once: the server knows a repeated one by its random id. */
export class Outbox {
  #last = firstLocalId
  /** One chat's messages go one after the other. */
  #tails = new Map<number, Promise<void>>()
  #failed = new Map<number, Pending>()
  /** What this tab has taken on, by its first random id. */
  #mine = new Set<string>()
  readonly #tabs: Tabs

  constructor(private readonly session: Session) {
    this.#tabs = new Tabs(session.slot)
  }

  /** Shows and goes on with what was not confirmed when a page was closed; once this tab is the one to do so. */
  restore(): void {
    this.#tabs.keep(async () => {
      const kept = await this.session.cache.all<Pending>('outbox')
      this.#last = Math.max(this.#last, nextLocal(kept))
      const open = await this.#tabs.others()
      for (const pending of kept.sort((a, b) => (a.locals[0] ?? 0) - (b.locals[0] ?? 0))) {
        if (this.#mine.has(keyOf(pending)) || open.has(pending.tab)) continue
        this.#show(pending)
        if (pending.error === undefined) this.#queue({ ...pending, tab: this.#tabs.id })
        else this.#fail(pending, pending.error)
      }
    })
  }

  /** Answers when the message can be seen and is kept. */
  async send(to: SendOptions, content: Content): Promise<void> {
    const count = content.kind === 'forward' ? content.ids.length : 1
    const pending: Pending = {
      randoms: Array.from({ length: count }, random),
      locals: Array.from({ length: count }, () => this.#last++),
      date: Math.floor(Date.now() / 1000),
      tab: this.#tabs.id,
      to,
      content,
    }
    // What goes later is shown when it is there, and leaves the draft to the page.
    if (to.schedule === undefined) this.#show(pending)
    if (to.schedule === undefined && content.kind === 'text') {
      putDraft(this.session.state, to.chat, to.topic, undefined) // the server does the same
    }
    await this.#queue(pending)
  }

  retry(id: number): void {
    const failed = this.#failed.get(id)
    if (!failed) return
    for (const local of failed.locals) this.#failed.delete(local)
    const { error: _, ...pending } = failed
    this.#show(pending)
    void this.#queue(pending)
  }

  discard(chat: number, id: number): void {
    const failed = this.#failed.get(id)
    if (!failed) return
    for (const local of failed.locals) {
      this.#failed.delete(local)
      this.session.state.unset('messages', messageKey(chat, local))
    }
    this.session.state.event({ kind: 'gone', chat, ids: [...failed.locals] })
    this.#mine.delete(keyOf(failed))
    void this.session.cache.remove('outbox', keyOf(failed))
  }

  #show(pending: Pending): void {
    const { state } = this.session
    for (const message of localMessages(state, pending)) {
      const key = messageKey(message.chat, message.id)
      const known = state.get('messages', key) !== undefined
      state.set('messages', key, message)
      if (!known) state.event({ kind: 'new', chat: message.chat, id: message.id, loud: false })
    }
  }

  /** Keeps it, has it sent after what was written before; answers when it is kept. */
  #queue(pending: Pending): Promise<void> {
    this.#mine.add(keyOf(pending))
    const { chat } = pending.to
    const kept = this.session.cache.put('outbox', keyOf(pending), pending)
    const tail = Promise.all([this.#tails.get(chat), kept]).then(() => this.#deliver(pending))
    this.#tails.set(chat, tail)
    void tail.then(() => {
      if (this.#tails.get(chat) === tail) this.#tails.delete(chat)
    })
    return kept
  }

  async #deliver(pending: Pending): Promise<void> {
    const { client, cache } = this.session
    while (!client.destroyed) {
      try {
        const answer = await client.call(await requestOf(this.session, pending))
        this.#settle(pending, answer)
        this.#mine.delete(keyOf(pending))
        await cache.remove('outbox', keyOf(pending))
        return
      } catch (error) {
        const { code, text, seconds } = failureOf(error)
        if (client.destroyed) return // the next start goes on
        if (code === 401) return void this.session.forget()
        if (text === 'FLOOD_WAIT' && seconds !== undefined && seconds <= patience) {
          await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
          continue
        }
        this.#fail(pending, text)
        return
      }
    }
  }

  #fail(pending: Pending, error: string): void {
    const failed = { ...pending, error }
    this.#mine.add(keyOf(failed))
    for (const local of failed.locals) this.#failed.set(local, failed)
    this.#show(failed)
    void this.session.cache.put('outbox', keyOf(failed), failed)
  }

  /** Puts the confirmed messages in the place of the local ones. */
  #settle({ to, locals, randoms }: Pending, answer: tl.TypeUpdates): void {
    const ids = new Map<string, number>()
    if (answer._ === 'updateShortSentMessage') ids.set(randoms[0] ?? '', answer.id)
    else if ('updates' in answer) {
      for (const u of answer.updates) if (u._ === 'updateMessageID') ids.set(u.randomId.toString(), u.id)
    }
    locals.forEach((local, i) => {
      const id = ids.get(randoms[i] ?? '')
      const part = answer._ === 'updateShortSentMessage' ? { date: answer.date } : {}
      if (to.schedule !== undefined || id === undefined) this.#drop(to.chat, local)
      else this.#replace(to.chat, local, id, part)
    })
    apply(this.session, answer)
    if (answer._ === 'updateShortSentMessage') {
      this.session.state.change('dialogs', to.chat, { top: answer.id, date: answer.date })
    }
  }

  #replace(chat: number, local: number, id: number, part: Partial<Message>): void {
    const { state } = this.session
    const old = state.get('messages', messageKey(chat, local))
    const key = messageKey(chat, id)
    state.unset('messages', messageKey(chat, local))
    // It may have come by another way already, as the server has it.
    if (old && state.get('messages', key) === undefined) {
      const { error: _, ...rest } = old
      state.set('messages', key, { ...rest, ...part, id, state: 'sent' })
    }
    state.event({ kind: 'settled', chat, from: local, id })
  }

  /** A message that came to nothing that could be shown in its place. */
  #drop(chat: number, local: number): void {
    const { state } = this.session
    if (state.get('messages', messageKey(chat, local)) === undefined) return
    state.unset('messages', messageKey(chat, local))
    state.event({ kind: 'gone', chat, ids: [local] })
  }
}

const keyOf = (pending: Pending): string => pending.randoms[0] ?? ''

function random(): string {
  const bits = crypto.getRandomValues(new Int32Array(2))
  return Long.fromBits(bits[0] ?? 0, bits[1] ?? 0).toString()
}
