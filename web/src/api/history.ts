import type { PeerId } from './peer'

export interface HistoryQuery {
  chat: PeerId
  /** Of a forum or a channel's post: only this one. */
  topic?: number
  /** around: `id` in the middle, which may be gone; before and after: without `id`. The newest: before 0. */
  where: { before: number } | { after: number } | { around: number } | { date: number }
  limit: number
}

export interface HistoryPage {
  /** Newest last; the messages themselves are in the tables. */
  ids: number[]
  /** The history begins, or ends, with this page. */
  first: boolean
  last: boolean
  /** It came from this browser's cache; asking again after being connected may say more. */
  cached: boolean
}

export interface HistoryApi {
  history(args: HistoryQuery): Promise<HistoryPage>
  /** Single messages, into the tables; answers those that exist. */
  loadMessages(args: { chat: PeerId; ids: number[] }): Promise<number[]>
  /** Marks all up to `id` as read. */
  read(args: { chat: PeerId; topic?: number; upTo: number }): Promise<void>
  /** Tells others that one types, and what. */
  setTyping(args: { chat: PeerId; topic?: number; typing: boolean }): Promise<void>
}
