import type { PeerId } from './peer'

export interface Reader {
  readonly who: PeerId
  readonly date: number
}

export interface ReadersApi {
  /** Who has read a message of one's own in a small group, as long as the server knows. */
  readers(args: { chat: PeerId; id: number }): Promise<readonly Reader[]>
  /** When the other one read a message; fails with a word why that may not be known. */
  readDate(args: { chat: PeerId; id: number }): Promise<number>
}
