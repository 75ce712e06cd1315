import type { Rich } from './message'
import type { PeerId } from './peer'

/** A chat in the list. */
export interface Dialog {
  readonly chat: PeerId
  /** Id of the newest message, 0: none. */
  readonly top: number
  /** Seconds since 1970 by which the list is ordered: of the newest message or the draft. */
  readonly date: number
  /** Place among the pinned ones of the main list or the archive, from 1; 0: not pinned. */
  readonly pinned: number
  readonly archived: boolean
  readonly unread: number
  /** Marked as unread by hand. */
  readonly marked: boolean
  readonly mentions: number
  readonly reactions: number
  /** The newest message that the reader has read, and that others have. */
  readonly readIn: number
  readonly readOut: number
  /** Seconds since 1970 until which it is silent; 0: it is not. */
  readonly mutedUntil: number
  readonly draft?: Draft
  /** Seconds after which new messages go. */
  readonly ttl?: number
}

export interface Draft extends Rich {
  readonly date: number
  readonly reply?: number
}

/** A folder: a tab over the list. Which chats are in it: `lib/folder`. */
export interface Folder {
  readonly id: number
  readonly title: Rich
  readonly emoji?: string
  readonly color?: number
  readonly order: number
  readonly contacts: boolean
  readonly nonContacts: boolean
  readonly groups: boolean
  readonly channels: boolean
  readonly bots: boolean
  readonly excludeMuted: boolean
  readonly excludeRead: boolean
  readonly excludeArchived: boolean
  readonly pinned: readonly PeerId[]
  readonly include: readonly PeerId[]
  readonly exclude: readonly PeerId[]
  /** Shared by a link: chats are added by that alone. */
  readonly shared: boolean
}

/** Somebody who does something in a chat now. */
export interface Typing {
  readonly who: PeerId
  readonly what: 'typing' | 'choosing' | 'location' | 'contact' | 'game' | 'other'
  readonly topic?: number
  /** Milliseconds since 1970 at which it ends by itself. */
  readonly until: number
}

/** A topic of a forum. */
export interface Topic {
  readonly chat: PeerId
  readonly id: number
  readonly title: string
  readonly color: number
  readonly icon?: string
  readonly top: number
  readonly date: number
  readonly pinned: number
  readonly closed: boolean
  readonly hidden: boolean
  readonly unread: number
  readonly mentions: number
  readonly reactions: number
  readonly readIn: number
  readonly readOut: number
  readonly mutedUntil: number
  readonly mine: boolean
  readonly draft?: Draft
}
