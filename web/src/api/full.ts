import type { Rich } from './message'
import type { PeerId } from './peer'

/** What is known of a chat besides what lists show. */
export type Full = FullUser | FullGroup

interface FullBase {
  readonly chat: PeerId
  readonly about: string
  /** Seconds after which new messages go; 0: they stay. */
  readonly ttl: number
  /** Seconds since 1970 until which it is silent; 0: it is not. */
  readonly mutedUntil: number
  /** The reader has messages there that wait for their time. */
  readonly scheduled: boolean
}

export interface FullUser extends FullBase {
  readonly kind: 'user'
  readonly blocked: boolean
  readonly commonChats: number
  readonly birthday?: Birthday
  /** What the reader noted about a contact, for their own eyes. */
  readonly note?: Rich
  readonly settings: PeerSettings
}

export interface Birthday {
  readonly day: number
  /** From 1. */
  readonly month: number
  readonly year?: number
}

/** What the bar over the chat with somebody new offers. */
export interface PeerSettings {
  readonly reportSpam: boolean
  readonly addContact: boolean
  readonly block: boolean
  readonly sharePhone: boolean
  /** A phone number would be shown to them without an exception. */
  readonly needsException: boolean
  /** They wrote because the reader asked to join this. */
  readonly request?: { readonly title: string; readonly channel: boolean; readonly date: number }
}

export interface FullGroup extends FullBase {
  readonly kind: 'group'
  readonly members?: number
  readonly online?: number
  readonly admins?: number
  /** Removed ones, who cannot come back; and those who may do less. */
  readonly removed?: number
  readonly restricted?: number
  readonly canSeeMembers: boolean
  readonly canSetUsername: boolean
  readonly canDelete: boolean
  /** New members do not see what was written before. */
  readonly hiddenHistory: boolean
  readonly hiddenMembers: boolean
  /** Seconds between messages of a member; 0: no slow mode. */
  readonly slowMode: number
  /** Seconds since 1970 from which the reader may write again. */
  readonly slowUntil?: number
  /** The discussion group of a channel, or the channel of a group. */
  readonly linked?: PeerId
  /** The reader's own primary link; absent for who may not invite. */
  readonly link?: string
  /** Who asked to join and waits. */
  readonly pending: number
  readonly requesters: readonly PeerId[]
  readonly reactions: AllowedReactions
  readonly migratedFrom?: PeerId
  /** In whose name the reader writes; absent where there is no choice. */
  readonly sendAs?: PeerId
}

/** Which reactions members may give. */
export type AllowedReactions =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly emoji: readonly string[] }
  | { readonly kind: 'none' }

export interface FullApi {
  /** Fails with PEER_ID_INVALID where this account knows no such chat. */
  full(args: { chat: PeerId }): Promise<Full>
  /** Silences a chat until a time in seconds since 1970; 0: it may be heard again. */
  mutePeer(args: { chat: PeerId; until: number }): Promise<void>
  /** Groups and channels that one is in together with somebody, into the tables; after `after`. */
  commonChats(args: { user: PeerId; after?: PeerId }): Promise<readonly PeerId[]>
  /** How many messages with links (and so on) a chat has; only kinds that there are. */
  sharedCounts(args: { chat: PeerId; topic?: number }): Promise<readonly { kind: SharedKind; count: number }[]>
  /** Messages of a kind before `before` (0: the newest), into the tables; the newest first. */
  shared(args: { chat: PeerId; topic?: number; kind: SharedKind; before: number }): Promise<readonly number[]>
}

/** What the info pane lists of a chat's messages. */
export type SharedKind = 'links' | 'pinned' | 'locations' | 'contacts'
