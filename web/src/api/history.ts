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

/** What is searched for in one chat; without text: all that the rest allows. */
export interface SearchQuery {
  chat: PeerId
  topic?: number
  text: string
  from?: PeerId
  /** Seconds since 1970: not before, and before. */
  since?: number
  until?: number
  /** Older ones than this; 0: the newest. */
  before: number
  limit: number
}

/** Marks that one jumps from one to the next: messages that mention the reader, or were reacted to. */
export type UnreadMark = 'mentions' | 'reactions'

export interface HistoryApi {
  history(args: HistoryQuery): Promise<HistoryPage>
  /** Single messages, into the tables; answers those that exist. */
  loadMessages(args: { chat: PeerId; ids: number[] }): Promise<number[]>
  /** Marks all up to `id` as read. */
  read(args: { chat: PeerId; topic?: number; upTo: number }): Promise<void>
  /** Marks mentions in messages, and reactions to them, as seen. */
  readContents(args: { chat: PeerId; ids: number[] }): Promise<void>
  /** Messages with a mark that the reader has not seen, the oldest first, into the tables. */
  unreadMarks(args: { chat: PeerId; topic?: number; what: UnreadMark }): Promise<number[]>
  /** Takes all such marks of a chat away. */
  readMarks(args: { chat: PeerId; topic?: number; what: UnreadMark }): Promise<void>
  /** Counts a look at posts of a channel and brings their numbers up to date. */
  countViews(args: { chat: PeerId; ids: number[] }): Promise<void>
  /** Into the tables; the newest first. */
  searchIn(args: SearchQuery): Promise<{ ids: number[]; count: number }>
  /** A link to a message of a supergroup or channel. */
  messageLink(args: { chat: PeerId; id: number }): Promise<string>
  /** Drops messages that nobody shows any more from the tables, except the newest one of the chat. */
  release(args: { chat: PeerId; ids: number[] }): Promise<void>
  /** Tells others that one types, and what. */
  setTyping(args: { chat: PeerId; topic?: number; typing: boolean }): Promise<void>
}
