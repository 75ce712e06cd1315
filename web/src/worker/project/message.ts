import type { tl } from '@mtcute/web'
import type { Forward, Message, Reaction, Replies, ReplyTo } from '../../api/message'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import type { State } from '../state'
import { projectAction } from './action'
import { projectBody, projectPreview } from './body'
import { projectEntities } from './entities'
import { channelId, isUser, peerId } from './peer'

/** The chat that a message is in; undefined of an empty one. */
export const chatOf = (message: tl.TypeMessage): PeerId | undefined =>
  message._ === 'messageEmpty' ? message.peerId && peerId(message.peerId) : peerId(message.peerId)

function projectReply(header: tl.TypeMessageReplyHeader | undefined, chat: PeerId): ReplyTo | undefined {
  if (header?._ !== 'messageReplyHeader') return undefined
  // The first message of a topic is no message that was answered.
  if (header.forumTopic && header.replyToTopId === undefined && !header.quote) return undefined
  if (header.replyToMsgId === undefined && header.replyFrom === undefined) return undefined
  return {
    chat: header.replyToPeerId ? peerId(header.replyToPeerId) : chat,
    id: header.replyToMsgId ?? 0,
    ...(header.quote && header.quoteText !== undefined
      ? { quote: { text: header.quoteText, entities: projectEntities(header.quoteEntities) } }
      : {}),
    ...(header.replyFrom?.fromId ? { from: peerId(header.replyFrom.fromId) } : {}),
    ...(header.replyFrom?.fromName === undefined ? {} : { name: header.replyFrom.fromName }),
  }
}

/** The topic that a forum has from the beginning; its messages do not name it. */
const general = 1

/** The topic of a forum, elsewhere the thread, that a message is in. */
function topicOf(header: tl.TypeMessageReplyHeader | undefined, forum: boolean): number | undefined {
  if (header?._ !== 'messageReplyHeader') return forum ? general : undefined
  if (forum && !header.forumTopic) return general
  return header.replyToTopId ?? header.replyToMsgId
}

function projectForward(header: tl.TypeMessageFwdHeader | undefined): Forward | undefined {
  if (!header) return undefined
  return {
    date: header.date,
    ...(header.fromId ? { from: peerId(header.fromId) } : {}),
    ...(header.fromName === undefined ? {} : { name: header.fromName }),
    ...(header.postAuthor === undefined ? {} : { author: header.postAuthor }),
    ...(header.channelPost === undefined ? {} : { post: header.channelPost }),
    ...(header.savedFromPeer && header.savedFromMsgId !== undefined
      ? { savedFrom: { chat: peerId(header.savedFromPeer), id: header.savedFromMsgId } }
      : {}),
  }
}

/** How many answered, and who last. */
export function projectReplies(replies: tl.TypeMessageReplies | undefined): Replies | undefined {
  if (!replies) return undefined
  return {
    count: replies.replies,
    ...(replies.comments && replies.channelId !== undefined ? { comments: channelId(replies.channelId) } : {}),
    recent: (replies.recentRepliers ?? []).map(peerId),
    unread: replies.maxId !== undefined && replies.readMaxId !== undefined && replies.maxId > replies.readMaxId,
  }
}

/** Reactions; abridged ones do not say what the reader chose, `old` does. */
export function projectReactions(
  reactions: tl.TypeMessageReactions | undefined,
  old: readonly Reaction[] = [],
): Reaction[] {
  const emojiOf = (reaction: tl.TypeReaction) => (reaction._ === 'reactionEmoji' ? reaction.emoticon : undefined)
  return (reactions?.results ?? []).flatMap((result) => {
    const emoji = emojiOf(result.reaction)
    if (emoji === undefined) return []
    const recent = (reactions?.recentReactions ?? []).filter((r) => emojiOf(r.reaction) === emoji)
    return [
      {
        emoji,
        count: result.count,
        chosen: reactions?.min ? old.some((r) => r.emoji === emoji && r.chosen) : result.chosenOrder !== undefined,
        recent: recent.map((r) => peerId(r.peerId)),
      },
    ]
  })
}

/** Whether somebody reacted and the reader has not seen it. */
export const hasUnread = (reactions: tl.TypeMessageReactions | undefined): boolean =>
  reactions?.recentReactions?.some((reaction) => reaction.unread === true) ?? false

/** What a message is of, besides what it says itself. */
export interface Around {
  /** Who reads. */
  readonly me: PeerId
  readonly scheduled?: boolean
  /** Its chat has topics. */
  readonly forum?: boolean
}

export function projectMessage(message: tl.RawMessage | tl.RawMessageService, around: Around): Message {
  const { me, scheduled = false } = around
  const chat = peerId(message.peerId)
  const reply = projectReply(message.replyTo, chat)
  const created = message._ === 'messageService' && message.action._ === 'messageActionTopicCreate'
  const topic = around.forum && created ? message.id : topicOf(message.replyTo, around.forum === true)
  const from = message.fromId ? peerId(message.fromId) : isUser(chat) && message.out ? me : chat
  const base = {
    chat,
    id: message.id,
    key: messageKey(chat, message.id, scheduled),
    date: message.date,
    out: message.out === true,
    from,
    state: 'sent' as const,
    ...(scheduled ? { scheduled } : {}),
    ...(reply ? { reply } : {}),
    ...(topic === undefined ? {} : { topic }),
    silent: message.silent === true,
    mentioned: message.mentioned === true,
    unread: message.mediaUnread === true || hasUnread(message.reactions),
    reactions: projectReactions(message.reactions),
    ...(message.ttlPeriod === undefined ? {} : { ttl: message.ttlPeriod }),
  }
  if (message._ === 'messageService') {
    return {
      ...base,
      text: '',
      entities: [],
      pinned: false,
      noForwards: false,
      body: { kind: 'service', action: projectAction(message.action) },
    }
  }
  const forward = projectForward(message.fwdFrom)
  const replies = projectReplies(message.replies)
  const preview = projectPreview(message.media)
  return {
    ...base,
    text: message.message,
    entities: projectEntities(message.entities),
    body: projectBody(message.media, message.date),
    pinned: message.pinned === true,
    noForwards: message.noforwards === true,
    ...(message.editDate === undefined || message.editHide ? {} : { edited: message.editDate }),
    ...(forward ? { forward } : {}),
    ...(message.views === undefined ? {} : { views: message.views }),
    ...(message.forwards === undefined ? {} : { forwards: message.forwards }),
    ...(replies ? { replies } : {}),
    ...(message.postAuthor === undefined ? {} : { author: message.postAuthor }),
    ...(preview ? { preview } : {}),
  }
}

/** Takes over a message; answers its id, or undefined of an empty one. */
export function putMessage(state: State, message: tl.TypeMessage, scheduled = false): number | undefined {
  if (message._ === 'messageEmpty') return undefined
  const me = state.auth.kind === 'in' ? state.auth.me : 0
  const chat = state.get('peers', peerId(message.peerId))
  const forum = chat !== undefined && chat.kind !== 'user' && chat.forum
  const next = projectMessage(message, { me, scheduled, forum })
  const key = messageKey(next.chat, next.id, scheduled)
  const old = state.get('messages', key)
  if (old === undefined) state.set('messages', key, next)
  else state.set('messages', key, { ...next, key: old.key })
  return next.id
}
