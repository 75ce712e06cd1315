import type { NewMedia } from '../api/media'
import type { Body, Rich } from '../api/message'
import { firstLocalId, type Message, messageKey } from '../api/message'
import type { PeerId } from '../api/peer'
import type { SendOptions } from '../api/send'
import type { State } from './state'

/** What is sent. */
export type Content =
  | ({ readonly kind: 'text'; readonly noPreview?: boolean } & Rich)
  | { readonly kind: 'media'; readonly media: NewMedia }
  | { readonly kind: 'forward'; readonly from: PeerId; readonly ids: readonly number[]; readonly hideSender: boolean }

/** What the server has not confirmed; kept until it has, also when the page is closed. */
export interface Pending {
  /** One for each message that comes of it: the server takes each once. */
  readonly randoms: readonly string[]
  /** Their ids until then. */
  readonly locals: readonly number[]
  readonly date: number
  /** The tab that sends it. */
  readonly tab: string
  readonly to: SendOptions
  readonly content: Content
  /** Why it was refused; whoever wrote it tries again or discards it. */
  readonly error?: string
}

/** The messages to be seen until the server's come. */
export function localMessages(state: State, pending: Pending): Message[] {
  const { to, content, locals, randoms, date } = pending
  const me = state.auth.kind === 'in' ? state.auth.me : 0
  const peer = state.get('peers', to.chat)
  const post = peer?.kind === 'channel'
  const base = {
    chat: to.chat,
    date,
    out: true,
    from: to.sendAs ?? (post ? to.chat : me),
    state: pending.error === undefined ? ('sending' as const) : ('failed' as const),
    ...(pending.error === undefined ? {} : { error: pending.error }),
    pinned: false,
    silent: to.silent === true,
    mentioned: false,
    unread: false,
    reactions: [],
    noForwards: false,
    ...(to.topic === undefined ? {} : { topic: to.topic }),
    ...(to.reply
      ? {
          reply: { chat: to.reply.chat, id: to.reply.id, ...(to.reply.quote ? { quote: to.reply.quote } : {}) },
        }
      : {}),
  }
  return locals.map((id, i) => ({ ...base, id, key: `local ${randoms[i]}`, ...contentOf(state, content, i, date) }))
}

type Shown = Pick<Message, 'text' | 'entities' | 'body' | 'forward'>

function contentOf(state: State, content: Content, i: number, date: number): Shown {
  switch (content.kind) {
    case 'text':
      return { text: content.text, entities: content.entities, body: { kind: 'text' } }
    case 'media':
      return { text: '', entities: [], body: bodyOf(content.media, date) }
    case 'forward': {
      const source = state.get('messages', messageKey(content.from, content.ids[i] ?? 0))
      if (!source) return { text: '', entities: [], body: { kind: 'text' } }
      return {
        text: source.text,
        entities: source.entities,
        body: source.body,
        ...(content.hideSender ? {} : { forward: source.forward ?? { date: source.date, from: source.from } }),
      }
    }
  }
}

function bodyOf(media: NewMedia, date: number): Body {
  switch (media.kind) {
    case 'poll':
      return {
        kind: 'poll',
        poll: {
          id: '',
          question: media.question,
          options: media.options.map((o, i) => ({ ...o, option: String(i), chosen: false, correct: false })),
          quiz: media.correct !== undefined,
          multiple: media.multiple,
          publicVoters: media.publicVoters,
          closed: false,
          total: 0,
        },
      }
    case 'todo':
      return {
        kind: 'todo',
        list: {
          title: media.title,
          items: media.items.map((item, i) => ({ ...item, id: i + 1 })),
          othersAdd: media.othersAdd,
          othersMark: media.othersMark,
        },
      }
    case 'contact':
      return {
        kind: 'contact',
        name: [media.firstName, media.lastName].filter((part) => part !== '').join(' '),
        phone: media.phone,
        ...(media.user === undefined ? {} : { user: media.user }),
      }
    case 'location':
      return {
        kind: 'location',
        lat: media.lat,
        long: media.long,
        ...(media.venue ? { venue: media.venue } : {}),
        ...(media.live === undefined ? {} : { live: { until: date + media.live } }),
      }
    case 'dice':
      return { kind: 'dice', emoji: media.emoji, value: 0 }
  }
}

/** The first local id that no pending message has. */
export const nextLocal = (kept: readonly Pending[]): number =>
  kept.reduce((next, p) => Math.max(next, ...p.locals.map((id) => id + 1)), firstLocalId)
