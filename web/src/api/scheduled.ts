import type { PeerId } from './peer'

export interface ScheduledApi {
  /** What waits to be sent to a chat, into the tables; the next one first. */
  scheduled(args: { chat: PeerId }): Promise<number[]>
  sendNow(args: { chat: PeerId; ids: number[] }): Promise<void>
  /** Seconds since 1970. */
  reschedule(args: { chat: PeerId; id: number; date: number }): Promise<void>
}
