import type { AdminRights, BannedRights, PeerId } from './peer'

export type Role = 'creator' | 'admin' | 'member' | 'restricted' | 'removed' | 'left'

/** Somebody's place in a group or channel. */
export interface Member {
  readonly who: PeerId
  readonly role: Role
  /** The word beside an admin's name, when it is an own one. */
  readonly rank?: string
  /** Seconds since 1970: when they came in, were promoted or restricted. */
  readonly since?: number
  /** Who let them in, promoted or restricted them. */
  readonly by?: PeerId
  readonly admin?: AdminRights
  readonly banned?: BannedRights
  /** The reader may change this admin's rights. */
  readonly editable: boolean
}

export type MemberFilter = 'recent' | 'contacts' | 'admins' | 'restricted' | 'removed' | 'bots'

export interface MembersApi {
  /** A page of members, who are in the tables then. Basic groups answer all at once. */
  members(args: {
    chat: PeerId
    filter: MemberFilter
    query: string
    offset: number
    limit: number
  }): Promise<{ members: readonly Member[]; count: number }>
  /** Somebody's place; `left` for who is not in. */
  member(args: { chat: PeerId; who: PeerId }): Promise<Member>
  /** Adds people; answers those who could not be added: a link may be sent to them. */
  addMembers(args: { chat: PeerId; users: readonly PeerId[] }): Promise<readonly PeerId[]>
  /** Removes somebody; in supergroups and channels they cannot come back until `unban`. */
  removeMember(args: { chat: PeerId; who: PeerId }): Promise<void>
  /** Takes all restrictions off somebody. */
  unban(args: { chat: PeerId; who: PeerId }): Promise<void>
  restrict(args: { chat: PeerId; who: PeerId; rights: BannedRights }): Promise<void>
  /** Makes somebody an admin, changes their rights, or (without rights) dismisses them. */
  setAdmin(args: { chat: PeerId; user: PeerId; rights?: AdminRights; rank: string }): Promise<void>
  /** Deletes all that somebody wrote in a supergroup. */
  deleteMessagesOf(args: { chat: PeerId; who: PeerId }): Promise<void>
  /** Joins a public group or channel; fails with INVITE_REQUEST_SENT where admins let in. */
  joinChat(args: { chat: PeerId }): Promise<void>
  /** Leaves; a basic group's history goes too when `clear`. */
  leaveChat(args: { chat: PeerId; clear?: boolean }): Promise<void>
  /** Makes a member the owner. Fails with PASSWORD_MISSING and the like where the server wants more. */
  transferOwnership(args: { chat: PeerId; user: PeerId }): Promise<void>
}
