import { Long, type tl } from '@mtcute/web'
import type { HistoryApi, HistoryPage, HistoryQuery } from '../../api/history'
import { firstLocalId, type Message, messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { inputChannel, inputPeer } from '../peers'
import { putMessage } from '../project/message'
import { isChannel } from '../project/peer'
import { know, type Session } from '../session'

/** How many of the newest messages of a chat this browser keeps. */
const keep = 60

/** Takes over the messages of an answer; their ids, the oldest first. */
export function putMessages(
  session: Session,
  answer: tl.messages.TypeMessages,
  scheduled = false,
): { ids: number[]; count: number } {
  if (answer._ === 'messages.messagesNotModified') return { ids: [], count: 0 }
  know(session, answer)
  const ids: number[] = []
  for (const message of answer.messages) {
    const id = putMessage(session.state, message, scheduled)
    if (id !== undefined) ids.push(id)
  }
  return { ids: ids.sort((a, b) => a - b), count: answer._ === 'messages.messages' ? ids.length : answer.count }
}

/** Where a page lies: what messages.getHistory is asked for (https://core.telegram.org/api/offsets). */
function offsets(query: HistoryQuery): { offsetId: number; addOffset: number; offsetDate: number } {
  const { where, limit } = query
  if ('before' in where) return { offsetId: where.before, addOffset: 0, offsetDate: 0 }
  // The page begins at the first one that is not older than the offset.
  if ('after' in where) return { offsetId: where.after + 1, addOffset: -limit, offsetDate: 0 }
  if ('around' in where) return { offsetId: where.around, addOffset: -Math.floor(limit / 2), offsetDate: 0 }
  return { offsetId: 0, addOffset: -Math.floor(limit / 2), offsetDate: where.date }
}

async function fromServer(session: Session, query: HistoryQuery): Promise<HistoryPage> {
  const peer = await inputPeer(session, query.chat)
  const common = { peer, ...offsets(query), limit: query.limit, maxId: 0, minId: 0, hash: Long.ZERO }
  const answer = await session.client.call(
    query.topic === undefined
      ? { _: 'messages.getHistory', ...common }
      : { _: 'messages.getReplies', ...common, msgId: query.topic },
  )
  const { ids } = putMessages(session, answer)
  const { where } = query
  const page = { ids, cached: false }
  if ('before' in where) return { ...page, first: ids.length < query.limit, last: where.before === 0 }
  if ('after' in where) {
    const newer = ids.filter((id) => id > where.after)
    return { ...page, ids: newer, first: false, last: newer.length < query.limit }
  }
  const top = topOf(session, query.chat, query.topic)
  const newest = ids.at(-1) ?? 0
  return { ...page, first: ids.length < query.limit && newest >= top, last: newest >= top }
}

/** The newest message as far as is known. */
function topOf(session: Session, chat: PeerId, topic?: number): number {
  return topic === undefined
    ? (session.state.get('dialogs', chat)?.top ?? 0)
    : (session.state.get('topics', messageKey(chat, topic))?.top ?? 0)
}

/** The newest page as this browser has it, when it cannot ask. */
async function fromCache(session: Session, chat: PeerId): Promise<HistoryPage | undefined> {
  const kept = await session.cache.get<Message[]>('history', String(chat))
  if (!kept || kept.length === 0) return undefined
  for (const message of kept) {
    const key = messageKey(chat, message.id)
    if (session.state.get('messages', key) === undefined) session.state.set('messages', key, message)
  }
  return { ids: kept.map((message) => message.id), first: false, last: true, cached: true }
}

function toCache(session: Session, chat: PeerId, ids: readonly number[]): void {
  const messages = ids
    .slice(-keep)
    .map((id) => session.state.get('messages', messageKey(chat, id)))
    .filter((message) => message !== undefined && message.id < firstLocalId)
  void session.cache.put('history', String(chat), messages)
}

export function historyMethods(session: Session, connected: () => boolean): HistoryApi {
  return {
    history: async (query) => {
      const newest = 'before' in query.where && query.where.before === 0 && query.topic === undefined
      if (newest && !connected()) {
        const page = await fromCache(session, query.chat)
        if (page) return page
      }
      const page = await fromServer(session, query)
      if (newest) toCache(session, query.chat, page.ids)
      return page
    },
    loadMessages: async ({ chat, ids }) => {
      const id = ids.map((one): tl.TypeInputMessage => ({ _: 'inputMessageID', id: one }))
      const answer = await session.client.call(
        isChannel(chat)
          ? { _: 'channels.getMessages', channel: await inputChannel(session, chat), id }
          : { _: 'messages.getMessages', id },
      )
      return putMessages(session, answer).ids
    },
    read: async ({ chat, topic, upTo }) => {
      if (topic !== undefined) {
        await session.client.call({
          _: 'messages.readDiscussion',
          peer: await inputPeer(session, chat),
          msgId: topic,
          readMaxId: upTo,
        })
        return
      }
      if (isChannel(chat)) {
        await session.client.call({
          _: 'channels.readHistory',
          channel: await inputChannel(session, chat),
          maxId: upTo,
        })
        return
      }
      const peer = await inputPeer(session, chat)
      const { pts, ptsCount } = await session.client.call({ _: 'messages.readHistory', peer, maxId: upTo })
      session.client.handleClientUpdate(ptsOnly(pts, ptsCount))
    },
    setTyping: async ({ chat, topic, typing }) => {
      await session.client.call({
        _: 'messages.setTyping',
        peer: await inputPeer(session, chat),
        ...(topic === undefined ? {} : { topMsgId: topic }),
        action: { _: typing ? 'sendMessageTypingAction' : 'sendMessageCancelAction' },
      })
    },
  }
}

/** An update that says no more than how far the common box has come (messages.affectedMessages). */
export function ptsOnly(pts: number, ptsCount: number): tl.TypeUpdates {
  return {
    _: 'updates',
    seq: 0,
    date: 0,
    users: [],
    chats: [],
    updates: [{ _: 'updateDeleteMessages', messages: [], pts, ptsCount }],
  }
}
