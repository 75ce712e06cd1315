import type { PeerId } from './peer'

/** Colours that topics may have (https://core.telegram.org/api/forum). */
export const topicColors = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f] as const

/** The topic that each forum has from the beginning. */
export const generalTopic = 1

export interface TopicsApi {
  /** Loads the next topics of a forum into the tables; false: there are no more. `restart` begins anew. */
  loadTopics(args: { chat: PeerId; restart?: boolean }): Promise<boolean>
  /** Single topics, into the tables. */
  loadTopic(args: { chat: PeerId; topic: number }): Promise<boolean>
  /** Topics by a part of their title, into the tables. */
  searchTopics(args: { chat: PeerId; query: string }): Promise<readonly number[]>
  /** Answers the id of the new topic. */
  createTopic(args: { chat: PeerId; title: string; color: number }): Promise<number>
  /** One change at a time. `hidden` is of General alone. */
  editTopic(args: { chat: PeerId; topic: number; title?: string; closed?: boolean; hidden?: boolean }): Promise<void>
  pinTopic(args: { chat: PeerId; topic: number; pinned: boolean }): Promise<void>
  reorderTopics(args: { chat: PeerId; order: readonly number[] }): Promise<void>
  deleteTopic(args: { chat: PeerId; topic: number }): Promise<void>
  /** Until a time in seconds since 1970; 0: it may be heard again. */
  muteTopic(args: { chat: PeerId; topic: number; until: number }): Promise<void>
  readTopic(args: { chat: PeerId; topic: number }): Promise<void>
  /** The thread of comments under a channel's post. */
  discussion(args: { chat: PeerId; post: number }): Promise<Discussion>
}

/** Where the comments of a post are. */
export interface Discussion {
  /** The discussion group and the copy of the post there: the `topic` of its history. */
  readonly chat: PeerId
  readonly topic: number
  /** The newest comment, and the newest that the reader has read. */
  readonly top: number
  readonly readIn: number
  readonly unread: number
}
