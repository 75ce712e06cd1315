import type { tl } from '@mtcute/web'
import type { Topic } from '../../api/dialog'
import { projectDraft } from './dialog'
import { peerId } from './peer'

/** `date` is that of its newest message; `pinned` its place among the pinned ones, from 1. */
export function projectTopic(topic: tl.RawForumTopic, date: number, pinned: number): Topic {
  const draft = projectDraft(topic.draft)
  return {
    chat: peerId(topic.peer),
    id: topic.id,
    title: topic.title,
    color: topic.iconColor,
    ...(topic.iconEmojiId === undefined ? {} : { icon: topic.iconEmojiId.toString() }),
    top: topic.topMessage,
    date: Math.max(date, draft?.date ?? 0),
    pinned: topic.pinned ? pinned : 0,
    closed: topic.closed === true,
    hidden: topic.hidden === true,
    unread: topic.unreadCount,
    mentions: topic.unreadMentionsCount,
    reactions: topic.unreadReactionsCount,
    readIn: topic.readInboxMaxId,
    readOut: topic.readOutboxMaxId,
    mutedUntil: topic.notifySettings.muteUntil ?? 0,
    mine: topic.my === true,
    ...(draft ? { draft } : {}),
  }
}
