import type { tl } from '@mtcute/web'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { generalTopic } from '../../api/topics'
import { projectDraft } from '../project/dialog'
import { chatOf } from '../project/message'
import { channelId, peerId } from '../project/peer'
import type { Session } from '../session'
import { movePinned, orderTopics, refreshTopics } from '../tg/topics'

/** Changes that come together are asked about together. */
const pause = 150

const waiting = new WeakMap<Session, Map<PeerId, Set<number>>>()

/** Asks about a topic soon: what exactly changed is for the server to say. */
function refreshSoon(session: Session, chat: PeerId, topic: number): void {
  let chats = waiting.get(session)
  if (!chats) {
    chats = new Map()
    waiting.set(session, chats)
  }
  const known = chats.get(chat)
  if (known) {
    known.add(topic)
    return
  }
  const topics = new Set([topic])
  chats.set(chat, topics)
  setTimeout(() => {
    chats.delete(chat)
    void refreshTopics(session, chat, [...topics]).catch(() => undefined)
  }, pause)
}

/** The topic that a message of a forum is in. */
function topicOf(message: tl.RawMessage | tl.RawMessageService): number {
  if (message._ === 'messageService' && message.action._ === 'messageActionTopicCreate') return message.id
  const { replyTo } = message
  if (replyTo?._ !== 'messageReplyHeader' || !replyTo.forumTopic) return generalTopic
  return replyTo.replyToTopId ?? replyTo.replyToMsgId ?? generalTopic
}

const isForum = (session: Session, chat: PeerId): boolean => {
  const peer = session.state.get('peers', chat)
  return peer !== undefined && peer.kind !== 'user' && peer.forum
}

/** Whether anybody has looked at the topics of a forum: others are not kept in step. */
const isKnown = (session: Session, chat: PeerId): boolean => {
  for (const topic of session.state.tables.topics.values()) if (topic.chat === chat) return true
  return false
}

function taken(session: Session, message: tl.TypeMessage): void {
  const chat = chatOf(message)
  if (message._ === 'messageEmpty' || chat === undefined || !isForum(session, chat) || !isKnown(session, chat)) return
  const { state } = session
  const topic = topicOf(message)
  const known = state.get('topics', messageKey(chat, topic))
  if (!known || message._ === 'messageService') {
    refreshSoon(session, chat, topic)
    if (!known) return
  }
  if (message.id <= known.top) return
  const mine = message.out === true
  state.set('topics', messageKey(chat, topic), {
    ...known,
    top: message.id,
    date: Math.max(message.date, known.draft?.date ?? 0),
    unread: mine || message.id <= known.readIn ? known.unread : known.unread + 1,
    mentions: message.mentioned && message.mediaUnread ? known.mentions + 1 : known.mentions,
  })
}

/** Messages went: topics whose newest or unread ones are among them are asked about, and those that began with one. */
function gone(session: Session, chat: PeerId, ids: readonly number[]): void {
  for (const topic of session.state.tables.topics.values()) {
    if (topic.chat !== chat) continue
    if (ids.some((id) => id === topic.id || id === topic.top || id > topic.readIn)) refreshSoon(session, chat, topic.id)
  }
}

/** Keeps the topics of forums in step with what the server tells. */
export function syncTopics(session: Session, update: tl.TypeUpdate): void {
  const { state } = session
  switch (update._) {
    case 'updateNewChannelMessage':
      taken(session, update.message)
      return
    case 'updateDeleteChannelMessages':
      gone(session, channelId(update.channelId), update.messages)
      return
    case 'updateReadChannelDiscussionInbox': {
      const chat = channelId(update.channelId)
      const topic = state.get('topics', messageKey(chat, update.topMsgId))
      if (!topic) return
      const all = update.readMaxId >= topic.top
      state.set('topics', messageKey(chat, update.topMsgId), {
        ...topic,
        readIn: update.readMaxId,
        ...(all ? { unread: 0 } : {}),
      })
      if (!all) refreshSoon(session, chat, update.topMsgId)
      return
    }
    case 'updateReadChannelDiscussionOutbox':
      state.change('topics', messageKey(channelId(update.channelId), update.topMsgId), { readOut: update.readMaxId })
      return
    case 'updateChannelReadMessagesContents': {
      const chat = channelId(update.channelId)
      if (update.topMsgId !== undefined) refreshSoon(session, chat, update.topMsgId)
      else
        for (const topic of state.tables.topics.values()) {
          if (topic.chat === chat && topic.mentions > 0) refreshSoon(session, chat, topic.id)
        }
      return
    }
    case 'updatePinnedForumTopic':
      movePinned(session, peerId(update.peer), update.topicId, update.pinned === true)
      return
    case 'updatePinnedForumTopics':
      if (update.order) orderTopics(session, peerId(update.peer), update.order)
      return
    case 'updateDraftMessage': {
      if (update.topMsgId === undefined) return
      const key = messageKey(peerId(update.peer), update.topMsgId)
      const topic = state.get('topics', key)
      if (!topic) return
      const { draft: _, ...rest } = topic
      const draft = projectDraft(update.draft)
      state.set('topics', key, draft ? { ...rest, draft, date: Math.max(rest.date, draft.date) } : rest)
      return
    }
    case 'updateNotifySettings':
      if (update.peer._ === 'notifyForumTopic') {
        const mutedUntil = update.notifySettings.muteUntil ?? 0
        state.change('topics', messageKey(peerId(update.peer.peer), update.peer.topMsgId), { mutedUntil })
      }
      return
  }
}
