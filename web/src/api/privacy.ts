import type { PeerId } from './peer'

/** What others may be let see or do. */
export const privacyKeys = [
  'phone',
  'lastSeen',
  'photo',
  'about',
  'birthday',
  'forwards',
  'invites',
  'calls',
  'voice',
  'findByPhone',
] as const
export type PrivacyKey = (typeof privacyKeys)[number]

export interface PrivacyRule {
  readonly who: 'everybody' | 'contacts' | 'nobody'
  /** People and groups for whom it is otherwise. */
  readonly allow: readonly PeerId[]
  readonly deny: readonly PeerId[]
}

export interface GlobalPrivacy {
  /** Chats with new people who are no contacts go into the archive, silent. */
  readonly archiveStrangers: boolean
  /** Others do not see when one read what they sent. */
  readonly hideReads: boolean
}

export interface PrivacyApi {
  privacy(args: { key: PrivacyKey }): Promise<PrivacyRule>
  /** Answers what the server made of it. */
  setPrivacy(args: { key: PrivacyKey; rule: PrivacyRule }): Promise<PrivacyRule>
  globalPrivacy(args: Record<never, never>): Promise<GlobalPrivacy>
  setGlobalPrivacy(args: Partial<GlobalPrivacy>): Promise<GlobalPrivacy>
  /** Days without a visit after which the account is deleted. */
  accountDays(args: Record<never, never>): Promise<number>
  setAccountDays(args: { days: number }): Promise<void>
  /** Seconds after which messages of new chats go; 0: they stay. */
  defaultTtl(args: Record<never, never>): Promise<number>
  setDefaultTtl(args: { seconds: number }): Promise<void>
}
