import type { AllowedReactions } from './full'
import type { BannedRights, PeerId } from './peer'

export interface GroupApi {
  /** A basic group; `missing`: who could not be added, a link may be sent to them. */
  createGroup(args: {
    title: string
    users: readonly PeerId[]
    ttl?: number
  }): Promise<{ chat: PeerId; missing: readonly PeerId[] }>
  /** A channel, or a supergroup (perhaps with topics). */
  createChannel(args: { kind: 'channel' | 'group'; title: string; about: string; forum?: boolean }): Promise<PeerId>
  /** Makes a basic group a supergroup; answers its id, under which all goes on. */
  migrate(args: { chat: PeerId }): Promise<PeerId>
  setTitle(args: { chat: PeerId; title: string }): Promise<void>
  setAbout(args: { chat: PeerId; about: string }): Promise<void>
  /** Whether a username may be had by this chat, or by one that is made now. Fails with USERNAME_INVALID and the like. */
  checkChatUsername(args: { chat?: PeerId; username: string }): Promise<boolean>
  /** An empty one makes the chat private. */
  setChatUsername(args: { chat: PeerId; username: string }): Promise<void>
  setSignatures(args: { chat: PeerId; on: boolean }): Promise<void>
  setJoinToSend(args: { chat: PeerId; on: boolean }): Promise<void>
  setJoinRequest(args: { chat: PeerId; on: boolean }): Promise<void>
  /** Nobody may forward or copy what is written. */
  setNoForwards(args: { chat: PeerId; on: boolean }): Promise<void>
  setHiddenHistory(args: { chat: PeerId; on: boolean }): Promise<void>
  setHiddenMembers(args: { chat: PeerId; on: boolean }): Promise<void>
  setAllowedReactions(args: { chat: PeerId; allowed: AllowedReactions }): Promise<void>
  setSlowMode(args: { chat: PeerId; seconds: number }): Promise<void>
  setDefaultBanned(args: { chat: PeerId; rights: BannedRights }): Promise<void>
  setForum(args: { chat: PeerId; on: boolean }): Promise<void>
  /** Groups that may become the discussion group of a channel, into the tables. */
  discussionGroups(args: Record<never, never>): Promise<readonly PeerId[]>
  /** Without a group the present one is let go. */
  setDiscussion(args: { channel: PeerId; group?: PeerId }): Promise<void>
  /** 0: messages stay. Also of people. */
  setTtl(args: { chat: PeerId; seconds: number }): Promise<void>
  /** Deletes a group or channel for everybody. */
  deleteGroup(args: { chat: PeerId }): Promise<void>
}
