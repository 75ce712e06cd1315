import type { PeerId } from './peer'

/** A link by which one gets into a chat. */
export interface Invite {
  readonly link: string
  /** Of the primary link: none. */
  readonly title?: string
  readonly admin: PeerId
  readonly date: number
  readonly expires?: number
  /** How many may come in by it at most. */
  readonly limit?: number
  readonly used: number
  /** Who comes by it waits for an admin; so many wait. */
  readonly approval: boolean
  readonly waiting: number
  readonly revoked: boolean
  /** The primary link of its admin. */
  readonly permanent: boolean
}

export interface InviteDraft {
  readonly title: string
  /** Seconds since 1970; 0: never. */
  readonly expires: number
  /** 0: no limit. */
  readonly limit: number
  readonly approval: boolean
}

/** Somebody who came in by a link, or waits to. */
export interface Importer {
  readonly user: PeerId
  readonly date: number
  /** Of who waits: what they say of themselves. */
  readonly about?: string
  readonly approvedBy?: PeerId
}

export interface InvitesApi {
  /** Links of an admin (oneself unless told), those after `after`. */
  invites(args: {
    chat: PeerId
    admin?: PeerId
    revoked: boolean
    after?: Invite
  }): Promise<{ invites: readonly Invite[]; count: number }>
  invite(args: { chat: PeerId; link: string }): Promise<Invite>
  createInvite(args: { chat: PeerId; draft: InviteDraft }): Promise<Invite>
  editInvite(args: { chat: PeerId; link: string; draft: InviteDraft }): Promise<Invite>
  /** Makes a link useless; of a primary link another one comes instead, which is answered. */
  revokeInvite(args: { chat: PeerId; link: string }): Promise<Invite>
  deleteInvite(args: { chat: PeerId; link: string }): Promise<void>
  deleteRevokedInvites(args: { chat: PeerId; admin?: PeerId }): Promise<void>
  /** Admins who have links, and how many. */
  adminsWithInvites(args: { chat: PeerId }): Promise<readonly { admin: PeerId; count: number; revoked: number }[]>
  /** Who came in by a link, or (`waiting`) asks to join by any. */
  importers(args: {
    chat: PeerId
    link?: string
    waiting: boolean
    query: string
    after?: Importer
  }): Promise<{ importers: readonly Importer[]; count: number }>
  answerRequest(args: { chat: PeerId; user: PeerId; approve: boolean }): Promise<void>
  answerAllRequests(args: { chat: PeerId; link?: string; approve: boolean }): Promise<void>
}
