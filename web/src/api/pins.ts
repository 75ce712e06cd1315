import type { PeerId } from './peer'

export interface PinsApi {
  /** The pinned messages of a chat, into the tables; the newest first. */
  pinned(args: { chat: PeerId; topic?: number }): Promise<{ ids: number[]; count: number }>
  /** `silent`: nobody is told. `mine`: in a private chat for the reader alone. */
  pin(args: { chat: PeerId; id: number; silent: boolean; mine: boolean }): Promise<void>
  unpin(args: { chat: PeerId; id: number }): Promise<void>
  unpinAll(args: { chat: PeerId; topic?: number }): Promise<void>
}
