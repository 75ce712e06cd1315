import type { Entity } from '../lib/entities'
import type { Action } from './action'
import type { PeerId } from './peer'

export type { Entity } from '../lib/entities'

/** Text with formatting; offsets of entities are in UTF-16 units. */
export interface Rich {
  readonly text: string
  readonly entities: readonly Entity[]
}

/** Where a message is kept: a chat's history or what waits to be sent. */
export type MessageKey = `${PeerId}/${number}` | `${PeerId}/s${number}`

/** The key of a message in the table `messages`. */
export const messageKey = (chat: PeerId, id: number, scheduled = false): MessageKey =>
  scheduled ? `${chat}/s${id}` : `${chat}/${id}`

/** Ids from here on are of messages that the server has not confirmed: they come after all others. */
export const firstLocalId = 2 ** 31

export interface Message extends Rich {
  readonly chat: PeerId
  readonly id: number
  /** Stays the same when the server confirms it, so that lists keep its place. */
  readonly key: string
  /** Seconds since 1970. */
  readonly date: number
  readonly out: boolean
  /** Who is shown as its author: a person, or the group or channel itself. */
  readonly from: PeerId
  readonly body: Body
  readonly state: 'sent' | 'sending' | 'failed'
  /** Of a failed one: the error of the server, such as CHAT_WRITE_FORBIDDEN. */
  readonly error?: string
  readonly scheduled?: boolean
  readonly edited?: number
  readonly reply?: ReplyTo
  readonly forward?: Forward
  readonly pinned: boolean
  readonly silent: boolean
  /** It mentions the reader, or answers one of theirs. */
  readonly mentioned: boolean
  /** A mention or a reaction to it that the reader has not seen. */
  readonly unread: boolean
  readonly views?: number
  readonly forwards?: number
  /** Comments of a channel's post, answers of a group's message. */
  readonly replies?: Replies
  readonly reactions: readonly Reaction[]
  /** Signature of a channel's post, or title of an anonymous admin. */
  readonly author?: string
  /** Seconds after which it goes by itself. */
  readonly ttl?: number
  readonly noForwards: boolean
  readonly preview?: WebPreview
  /** The topic of a forum, or the thread that it is in. */
  readonly topic?: number
}

export interface ReplyTo {
  readonly chat: PeerId
  /** 0: to a message that the reader cannot open. */
  readonly id: number
  readonly quote?: Rich
  /** Of a message elsewhere: who wrote it. */
  readonly from?: PeerId
  readonly name?: string
}

export interface Forward {
  readonly date: number
  readonly from?: PeerId
  /** Who hides behind a name. */
  readonly name?: string
  readonly author?: string
  /** The post of the channel. */
  readonly post?: number
  /** In Saved Messages: where it was saved from. */
  readonly savedFrom?: { readonly chat: PeerId; readonly id: number }
}

export interface Replies {
  readonly count: number
  /** Of a channel's post: the discussion group. */
  readonly comments?: PeerId
  readonly recent: readonly PeerId[]
  readonly unread: boolean
}

export interface Reaction {
  readonly emoji: string
  readonly count: number
  readonly chosen: boolean
  /** Who reacted last; only where the server says so. */
  readonly recent: readonly PeerId[]
}

export interface WebPreview {
  readonly url: string
  readonly display: string
  readonly site?: string
  readonly title?: string
  readonly description?: string
}

/** What a message has besides its text. */
export type Body =
  | { readonly kind: 'text' }
  | { readonly kind: 'service'; readonly action: Action }
  | { readonly kind: 'poll'; readonly poll: Poll }
  | { readonly kind: 'todo'; readonly list: Checklist }
  | {
      readonly kind: 'location'
      readonly lat: number
      readonly long: number
      readonly live?: Live
      readonly venue?: Venue
    }
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string; readonly user?: PeerId }
  | { readonly kind: 'dice'; readonly emoji: string; readonly value: number }
  /** Something of a newer server: the name of its constructor. */
  | { readonly kind: 'unsupported'; readonly what: string }

export interface Live {
  readonly until: number
  readonly heading?: number
}

export interface Venue {
  readonly title: string
  readonly address: string
}

export interface Poll {
  readonly id: string
  readonly question: Rich
  readonly options: readonly PollOption[]
  readonly quiz: boolean
  readonly multiple: boolean
  readonly publicVoters: boolean
  readonly closed: boolean
  readonly closeDate?: number
  readonly total: number
  readonly explanation?: Rich
}

export interface PollOption extends Rich {
  /** Bytes as hexadecimal digits. */
  readonly option: string
  /** Unknown until one has voted. */
  readonly votes?: number
  readonly chosen: boolean
  readonly correct: boolean
}

export interface Checklist {
  readonly title: Rich
  readonly items: readonly ChecklistItem[]
  readonly othersAdd: boolean
  readonly othersMark: boolean
}

export interface ChecklistItem extends Rich {
  readonly id: number
  readonly doneBy?: PeerId
  readonly doneAt?: number
}
