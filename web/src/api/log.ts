import type { AllowedReactions } from './full'
import type { Member } from './members'
import type { Message } from './message'
import type { BannedRights, PeerId } from './peer'

/** What an admin, or a member, did. */
export interface LogEntry {
  /** Newer ones have greater ids; a decimal number. */
  readonly id: string
  readonly date: number
  readonly who: PeerId
  readonly action: LogAction
}

export type LogAction =
  | { readonly kind: 'title' | 'about' | 'username'; readonly was: string; readonly is: string }
  | { readonly kind: 'usernames'; readonly was: readonly string[]; readonly is: readonly string[] }
  | { readonly kind: 'photo' | 'joined' | 'left' }
  | {
      readonly kind: 'invites' | 'signatures' | 'hiddenHistory' | 'noForwards' | 'forum' | 'antispam'
      readonly on: boolean
    }
  | { readonly kind: 'pinned' | 'deleted' | 'pollStopped' | 'sent'; readonly message?: Message; readonly off?: boolean }
  | { readonly kind: 'edited'; readonly was?: Message; readonly is?: Message }
  | { readonly kind: 'invited'; readonly member: PeerId }
  | { readonly kind: 'banned' | 'admin'; readonly was: Member; readonly is: Member }
  | { readonly kind: 'defaultBanned'; readonly was: BannedRights; readonly is: BannedRights }
  | { readonly kind: 'linked'; readonly was?: PeerId; readonly is?: PeerId }
  | { readonly kind: 'slowMode' | 'ttl'; readonly was: number; readonly is: number }
  | { readonly kind: 'joinedByLink'; readonly link: string; readonly title?: string }
  | { readonly kind: 'joinedByRequest'; readonly link: string; readonly by: PeerId }
  | { readonly kind: 'linkDeleted' | 'linkRevoked' | 'linkEdited'; readonly link: string; readonly title?: string }
  | { readonly kind: 'reactions'; readonly is: AllowedReactions }
  | { readonly kind: 'topicCreated' | 'topicDeleted'; readonly title: string }
  | { readonly kind: 'topicPinned'; readonly title: string; readonly on: boolean }
  | {
      readonly kind: 'topicEdited'
      readonly was: string
      readonly is: string
      readonly closed?: boolean
      readonly hidden?: boolean
    }
  /** Something of a newer server. */
  | { readonly kind: 'other' }

/** Kinds of entries that one can choose of. */
export const logFilters = ['members', 'admins', 'restrictions', 'settings', 'links', 'messages', 'topics'] as const
export type LogFilter = (typeof logFilters)[number]

export interface LogApi {
  /** What happened in a chat, the newest first; entries before `before`. Without filters and admins: all. */
  log(args: {
    chat: PeerId
    query: string
    filters: readonly LogFilter[]
    admins: readonly PeerId[]
    before?: string
  }): Promise<readonly LogEntry[]>
}
