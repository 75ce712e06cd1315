import { Long, type tl } from '@mtcute/web'
import type { HistoryApi, HistoryPage, HistoryQuery } from '../../api/history'
import { firstLocalId, type Message, messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { inputChannel, inputPeer } from '../peers'
import { putMessage } from '../project/message'
import { isChannel } from '../project/peer'
import { know, type Session } from '../session'
import { affected } from './affected'
import { refreshDialogs } from './dialogs'
import { markMethods } from './marks'
import { searchMethods } from './searchIn'

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
  return { ...page, ...bounds(ids, 'around' in where ? where.around : undefined, query, session) }
}

/** Whether a page in the middle of history reaches its ends: the server had less to give than was asked for on that side. */
function bounds(
  ids: readonly number[],
  around: number | undefined,
  { limit, chat, where }: HistoryQuery,
  session: Session,
): { first: boolean; last: boolean } {
  const half = Math.floor(limit / 2)
  const isNewer = (id: number) => {
    if (around !== undefined) return id >= around
    const message = session.state.get('messages', messageKey(chat, id))
    return message !== undefined && 'date' in where && message.date >= where.date
  }
  const newer = ids.filter(isNewer).length
  return { first: ids.length - newer < limit - half, last: newer < half }
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

/** What waits to be sent stands at the end of the history. */
const unconfirmed = ({ state }: Session, { chat, topic }: HistoryQuery): number[] =>
  [...state.tables.messages.values()]
    .filter((m) => m.id >= firstLocalId && m.chat === chat && (topic === undefined || m.topic === topic))
    .map((m) => m.id)
    .sort((a, b) => a - b)

export function historyMethods(session: Session, connected: () => boolean): HistoryApi {
  const load = async (query: HistoryQuery): Promise<HistoryPage> => {
    const newest = 'before' in query.where && query.where.before === 0 && query.topic === undefined
    if (newest && !connected()) {
      const page = await fromCache(session, query.chat)
      if (page) return page
    }
    const page = await fromServer(session, query)
    if (newest) toCache(session, query.chat, page.ids)
    return page
  }
  return {
    history: async (query) => {
      const page = await load(query)
      return page.last ? { ...page, ids: [...page.ids, ...unconfirmed(session, query)] } : page
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
    read: (args) => read(session, args),
    ...markMethods(session),
    ...searchMethods(session),
    release: async ({ chat, ids }) => {
      const top = session.state.get('dialogs', chat)?.top
      for (const id of ids) if (id !== top && id < firstLocalId) session.state.unset('messages', messageKey(chat, id))
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

async function read(session: Session, { chat, topic, upTo }: Parameters<HistoryApi['read']>[0]): Promise<void> {
  const { client, state } = session
  if (topic !== undefined) {
    const peer = await inputPeer(session, chat)
    await client.call({ _: 'messages.readDiscussion', peer, msgId: topic, readMaxId: upTo })
    return
  }
  if (isChannel(chat)) {
    await client.call({ _: 'channels.readHistory', channel: await inputChannel(session, chat), maxId: upTo })
  } else {
    const peer = await inputPeer(session, chat)
    affected(session, chat, await client.call({ _: 'messages.readHistory', peer, maxId: upTo }))
  }
  const dialog = state.get('dialogs', chat)
  if (!dialog || dialog.readIn >= upTo) return
  // The server tells other devices how many are left; here they are counted where all of them are known.
  if (upTo >= dialog.top) state.change('dialogs', chat, { readIn: upTo, unread: 0, marked: false })
  else await refreshDialogs(session, [chat])
}
