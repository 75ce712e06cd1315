import type { PeerId } from './peer'

/** The kinds of chats that notifications are set for. */
export const notifyScopes = ['users', 'groups', 'channels'] as const
export type NotifyScope = (typeof notifyScopes)[number]

export interface NotifySettings {
  /** Seconds since 1970; 0: it is not silent. */
  readonly mutedUntil: number
  readonly previews: boolean
  readonly sound: boolean
}

export interface NotifyException extends Partial<NotifySettings> {
  readonly chat: PeerId
}

export interface NotifyApi {
  notifySettings(args: { scope: NotifyScope }): Promise<NotifySettings>
  setNotifySettings(args: { scope: NotifyScope } & Partial<NotifySettings>): Promise<void>
  /** Chats that have settings of their own, which are in the tables then. */
  notifyExceptions(args: Record<never, never>): Promise<readonly NotifyException[]>
  /** Forgets those of a chat. */
  removeException(args: { chat: PeerId }): Promise<void>
  /** Forgets all that was set, of scopes and chats. */
  resetNotify(args: Record<never, never>): Promise<void>
  /** Whether one is told that contacts joined. */
  joinedNotices(args: Record<never, never>): Promise<boolean>
  setJoinedNotices(args: { on: boolean }): Promise<void>
}
