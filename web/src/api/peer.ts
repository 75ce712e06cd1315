/**
 * Who one can talk to. Ids are those of Bot API links: users positive, basic groups
 * negative, supergroups and channels −100… (https://core.telegram.org/api/bots/ids).
 */
export type PeerId = number

export type Peer = User | Group

interface PeerBase {
  readonly id: PeerId
  /** As it is shown: both names of a person, the title of a group. */
  readonly name: string
  /** The one that links use, without "@". */
  readonly username?: string
  /** All that are active, the main one first. */
  readonly usernames: readonly string[]
  /** Of avatars and names, 0 to 6. */
  readonly color: number
  readonly verified: boolean
  readonly scam: boolean
  readonly fake: boolean
}

export interface User extends PeerBase {
  readonly kind: 'user'
  readonly firstName: string
  readonly lastName: string
  /** Digits without "+"; absent where the person does not show it. */
  readonly phone?: string
  readonly self: boolean
  readonly contact: boolean
  readonly mutual: boolean
  readonly bot: boolean
  readonly deleted: boolean
  readonly support: boolean
  readonly presence: Presence
}

/** When somebody was here; seconds since 1970. */
export type Presence =
  | { readonly kind: 'online'; readonly until: number }
  | { readonly kind: 'offline'; readonly at: number }
  | { readonly kind: 'recently' | 'lastWeek' | 'lastMonth' | 'longAgo' }

export interface Group extends PeerBase {
  /** group: a basic group or a supergroup; channel: only admins post. */
  readonly kind: 'group' | 'channel'
  /** A basic group: at most 200 members, one history per member. */
  readonly basic: boolean
  readonly forum: boolean
  readonly members?: number
  readonly creator: boolean
  /** The reader is no member (any more). */
  readonly left: boolean
  /** What the reader may do as an admin; absent for who is none. */
  readonly admin?: AdminRights
  /** What the reader is forbidden; absent: nothing. */
  readonly banned?: BannedRights
  /** What members in general are forbidden. */
  readonly defaultBanned: BannedRights
  /** Joined by whoever was let in only. */
  readonly joinToSend: boolean
  readonly joinRequest: boolean
  readonly signatures: boolean
  readonly noForwards: boolean
  readonly slowMode: boolean
  /** It has a channel (of a group) or a discussion group (of a channel). */
  readonly linked: boolean
  /** The supergroup that a basic group became. */
  readonly migratedTo?: PeerId
  /** It is unusable: forbidden to the reader, or gone. */
  readonly forbidden: boolean
}

/** chatAdminRights, named as there. */
export interface AdminRights {
  readonly changeInfo: boolean
  readonly postMessages: boolean
  readonly editMessages: boolean
  readonly deleteMessages: boolean
  readonly banUsers: boolean
  readonly inviteUsers: boolean
  readonly pinMessages: boolean
  readonly addAdmins: boolean
  readonly anonymous: boolean
  readonly manageCall: boolean
  readonly other: boolean
  readonly manageTopics: boolean
}

/** chatBannedRights, named as there: true is forbidden. */
export interface BannedRights {
  readonly viewMessages: boolean
  readonly sendMessages: boolean
  readonly sendMedia: boolean
  readonly sendStickers: boolean
  readonly sendGifs: boolean
  readonly sendPolls: boolean
  readonly sendPlain: boolean
  readonly embedLinks: boolean
  readonly changeInfo: boolean
  readonly inviteUsers: boolean
  readonly pinMessages: boolean
  readonly manageTopics: boolean
  /** Seconds since 1970; 0: for ever. */
  readonly until: number
}
