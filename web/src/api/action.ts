import type { PeerId } from './peer'

/** What a service message tells; `features/feed` makes a sentence of it. */
export type Action =
  | { readonly kind: 'groupCreated'; readonly title: string; readonly members: readonly PeerId[] }
  | { readonly kind: 'channelCreated'; readonly title: string }
  | { readonly kind: 'titleChanged'; readonly title: string }
  | { readonly kind: 'photoChanged' | 'photoDeleted' }
  | { readonly kind: 'membersAdded'; readonly members: readonly PeerId[] }
  | { readonly kind: 'memberRemoved'; readonly member: PeerId }
  | { readonly kind: 'joinedByLink'; readonly inviter: PeerId }
  | { readonly kind: 'joinedByRequest' }
  | { readonly kind: 'pinned' }
  | { readonly kind: 'historyCleared' }
  | { readonly kind: 'migratedTo'; readonly chat: PeerId }
  | { readonly kind: 'migratedFrom'; readonly chat: PeerId; readonly title: string }
  | { readonly kind: 'joinedService' }
  | { readonly kind: 'ttl'; readonly seconds: number; readonly auto?: PeerId }
  | { readonly kind: 'topicCreated'; readonly title: string; readonly iconColor: number }
  | { readonly kind: 'topicEdited'; readonly title?: string; readonly closed?: boolean; readonly hidden?: boolean }
  | { readonly kind: 'screenshot' }
  | { readonly kind: 'themeChanged'; readonly emoji: string }
  | { readonly kind: 'todoCompleted'; readonly done: readonly number[]; readonly undone: readonly number[] }
  | { readonly kind: 'todoAppended'; readonly count: number }
  | { readonly kind: 'custom'; readonly text: string }
  | { readonly kind: 'unsupported'; readonly what: string }
