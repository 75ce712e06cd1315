import { Long, type tl } from '@mtcute/web'
import { firstLocalId, type Message, messageKey } from '../api/message'
import type { SendText } from '../api/send'
import { failureOf } from './failure'
import { entitiesOf, inputPeer } from './peers'
import { toEntities } from './project/entities'
import { apply, type Session } from './session'

/** A message that the server has not confirmed; kept until it has, also when the page is closed. */
interface Pending {
  readonly random: string
  readonly local: number
  readonly date: number
  readonly send: SendText
}

/** Sends what is written, each message once: the server knows a repeated one by its random id. */
export class Outbox {
  #last = firstLocalId
  /** One chat's messages go one after the other. */
  #tails = new Map<number, Promise<void>>()

  constructor(private readonly session: Session) {}

  /** Goes on with what was not confirmed when the page was closed. */
  async restore(): Promise<void> {
    const kept = await this.session.cache.all<Pending>('outbox')
    for (const pending of kept.sort((a, b) => a.local - b.local)) {
      this.#last = Math.max(this.#last, pending.local + 1)
      this.#show(pending)
      this.#queue(pending)
    }
  }

  send(send: SendText): void {
    const random = crypto.getRandomValues(new Int32Array(2))
    const pending: Pending = {
      random: Long.fromBits(random[0] ?? 0, random[1] ?? 0).toString(),
      local: this.#last++,
      date: Math.floor(Date.now() / 1000),
      send,
    }
    this.#show(pending)
    void this.session.cache.put('outbox', pending.random, pending)
    this.#queue(pending)
  }

  retry(chat: number, id: number): void {
    const message = this.session.state.get('messages', messageKey(chat, id))
    const pending = this.#failed.get(id)
    if (!message || !pending) return
    this.#failed.delete(id)
    this.#show(pending)
    void this.session.cache.put('outbox', pending.random, pending)
    this.#queue(pending)
  }

  discard(chat: number, id: number): void {
    this.#failed.delete(id)
    this.session.state.unset('messages', messageKey(chat, id))
    this.session.state.event({ kind: 'gone', chat, ids: [id] })
  }

  #failed = new Map<number, Pending>()

  #show({ send, local, date, random }: Pending): void {
    const { state } = this.session
    if (send.schedule !== undefined) return // those are shown when they are there
    const me = state.auth.kind === 'in' ? state.auth.me : 0
    const message: Message = {
      chat: send.chat,
      id: local,
      key: `local ${random}`,
      date,
      out: true,
      from: send.sendAs ?? me,
      text: send.text,
      entities: send.entities,
      body: { kind: 'text' },
      state: 'sending',
      pinned: false,
      silent: send.silent === true,
      mentioned: false,
      unread: false,
      reactions: [],
      noForwards: false,
      ...(send.topic === undefined ? {} : { topic: send.topic }),
      ...(send.reply
        ? {
            reply: {
              chat: send.reply.chat,
              id: send.reply.id,
              ...(send.reply.quote ? { quote: send.reply.quote } : {}),
            },
          }
        : {}),
    }
    const known = state.get('messages', messageKey(send.chat, local)) !== undefined
    state.set('messages', messageKey(send.chat, local), message)
    if (!known) state.event({ kind: 'new', chat: send.chat, id: local, loud: false })
  }

  #queue(pending: Pending): void {
    const { chat } = pending.send
    const tail = (this.#tails.get(chat) ?? Promise.resolve()).then(() => this.#deliver(pending))
    this.#tails.set(chat, tail)
    void tail.then(() => {
      if (this.#tails.get(chat) === tail) this.#tails.delete(chat)
    })
  }

  async #deliver(pending: Pending): Promise<void> {
    const { send, random, local } = pending
    const { state, cache } = this.session
    try {
      const answer = await this.session.client.call(await this.#request(pending))
      await cache.remove('outbox', random)
      this.#settle(pending, answer)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === 0) return // the connection is gone for good; the next start goes on
      await cache.remove('outbox', random)
      this.#failed.set(local, pending)
      state.change('messages', messageKey(send.chat, local), { state: 'failed', error: failure.text })
    }
  }

  /** Puts the confirmed message in the place of the local one. */
  #settle({ send, local, random }: Pending, answer: tl.TypeUpdates): void {
    const { state } = this.session
    const old = state.get('messages', messageKey(send.chat, local))
    const settled = (id: number, part: Partial<Message>) => {
      state.unset('messages', messageKey(send.chat, local))
      if (old) state.set('messages', messageKey(send.chat, id), { ...old, ...part, id, state: 'sent' })
      state.event({ kind: 'settled', chat: send.chat, from: local, id })
    }
    if (answer._ === 'updateShortSentMessage') {
      settled(answer.id, { date: answer.date })
    } else if ('updates' in answer && send.schedule === undefined) {
      const told = answer.updates.find((u) => u._ === 'updateMessageID' && u.randomId.toString() === random)
      if (told?._ === 'updateMessageID') settled(told.id, {})
    }
    apply(this.session, answer)
    if (answer._ === 'updateShortSentMessage') {
      state.change('dialogs', send.chat, { top: answer.id, date: answer.date })
    }
  }

  async #request({ send, random }: Pending): Promise<tl.messages.RawSendMessageRequest> {
    const { session } = this
    const entities = await entitiesOf(session, send)
    const { reply, topic } = send
    const elsewhere = reply && reply.chat !== send.chat
    return {
      _: 'messages.sendMessage',
      peer: await inputPeer(session, send.chat),
      message: send.text,
      randomId: Long.fromString(random),
      clearDraft: true,
      ...(entities.length > 0 ? { entities } : {}),
      ...(send.silent ? { silent: true } : {}),
      ...(send.noPreview ? { noWebpage: true } : {}),
      ...(send.schedule === undefined ? {} : { scheduleDate: send.schedule }),
      ...(send.sendAs === undefined ? {} : { sendAs: await inputPeer(session, send.sendAs) }),
      ...(reply === undefined && topic === undefined
        ? {}
        : {
            replyTo: {
              _: 'inputReplyToMessage',
              replyToMsgId: reply?.id ?? topic ?? 0,
              ...(topic === undefined ? {} : { topMsgId: topic }),
              ...(reply && elsewhere ? { replyToPeerId: await inputPeer(session, reply.chat) } : {}),
              ...(reply?.quote
                ? {
                    quoteText: reply.quote.text,
                    quoteEntities: toEntities(reply.quote.entities, () => undefined),
                    quoteOffset: reply.quote.offset,
                  }
                : {}),
            },
          }),
    }
  }
}
