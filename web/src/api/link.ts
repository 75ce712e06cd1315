import type { PeerId } from './peer'

/** What an invite link leads to. */
export type Invite =
  /** One is in it, or may look into it: it is in the tables. */
  | { readonly kind: 'known'; readonly chat: PeerId }
  | {
      readonly kind: 'invite'
      readonly title: string
      readonly about: string
      readonly members: number
      /** Some whom one knows, or of whom the server tells. */
      readonly people: readonly PeerId[]
      readonly channel: boolean
      /** An admin decides who comes in. */
      readonly request: boolean
      readonly color: number
      readonly verified: boolean
      readonly scam: boolean
      readonly fake: boolean
    }

export interface LinkApi {
  /** Fails with INVITE_HASH_EXPIRED, INVITE_HASH_INVALID. */
  checkInvite(args: { hash: string }): Promise<Invite>
  /** Answers the chat that one is in now; undefined: an admin decides about it. */
  acceptInvite(args: { hash: string }): Promise<PeerId | undefined>
  /** Who has a number; undefined: nobody whom one may find by it. */
  resolvePhone(args: { phone: string }): Promise<PeerId | undefined>
}
