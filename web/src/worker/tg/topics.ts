import { Long, type tl } from '@mtcute/web'
import { ApiError } from '../../api/client'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { generalTopic, type TopicsApi } from '../../api/topics'
import { inputPeer } from '../peers'
import { chatOf, putMessage } from '../project/message'
import { peerId } from '../project/peer'
import { projectTopic } from '../project/topic'
import { apply, know, type Session } from '../session'
import { setNotify } from './notify'

/** How many topics one question brings. */
const pageSize = 50

type Answer = Pick<tl.messages.RawForumTopics, 'topics' | 'messages' | 'users' | 'chats'>

/** Takes over topics with their newest messages; the ids of those that there are. `pinnedFrom`: the place of the first pinned one. */
function putTopics(session: Session, chat: PeerId, answer: Answer, pinnedFrom?: number): number[] {
  const { state } = session
  know(session, answer)
  const dates = new Map<number, number>()
  for (const message of answer.messages) {
    if (message._ !== 'messageEmpty' && chatOf(message) === chat) dates.set(message.id, message.date)
    putMessage(state, message)
  }
  let place = pinnedFrom ?? 0
  const ids: number[] = []
  for (const topic of answer.topics) {
    const key = messageKey(chat, topic.id)
    if (topic._ === 'forumTopicDeleted') {
      state.unset('topics', key)
      continue
    }
    // Single ones do not say where they stand among the pinned.
    const pinned = pinnedFrom === undefined ? state.get('topics', key)?.pinned || 1 : topic.pinned ? ++place : 0
    state.set('topics', key, projectTopic(topic, dates.get(topic.topMessage) ?? topic.date, pinned))
    ids.push(topic.id)
  }
  return ids
}

/** Loads single topics anew; what is gone leaves the table. */
export async function refreshTopics(session: Session, chat: PeerId, topics: readonly number[]): Promise<number[]> {
  const peer = await inputPeer(session, chat)
  const answer = await session.client.call({ _: 'messages.getForumTopicsByID', peer, topics: [...topics] })
  const found = putTopics(session, chat, answer)
  for (const id of topics) if (!found.includes(id)) session.state.unset('topics', messageKey(chat, id))
  return found
}

/** How far the topics of a forum have been loaded. */
interface Position {
  date: number
  id: number
  topic: number
  pinned: number
  ended: boolean
}

export function topicsMethods(session: Session): TopicsApi {
  const { client, state } = session
  const positions = new Map<PeerId, Position>()
  const edit = async (chat: PeerId, topic: number, change: Partial<tl.messages.RawEditForumTopicRequest>) => {
    const peer = await inputPeer(session, chat)
    apply(session, await client.call({ _: 'messages.editForumTopic', peer, topicId: topic, ...change }))
    await refreshTopics(session, chat, [topic])
  }
  return {
    loadTopics: async ({ chat, restart }) => {
      const known = restart ? undefined : positions.get(chat)
      const position = known ?? { date: 0, id: 0, topic: 0, pinned: 0, ended: false }
      positions.set(chat, position)
      if (position.ended) return false
      const answer = await client.call({
        _: 'messages.getForumTopics',
        peer: await inputPeer(session, chat),
        offsetDate: position.date,
        offsetId: position.id,
        offsetTopic: position.topic,
        limit: pageSize,
      })
      const ids = putTopics(session, chat, answer, position.pinned)
      const topics = ids.map((id) => state.get('topics', messageKey(chat, id))).filter((topic) => topic !== undefined)
      position.pinned += topics.filter((topic) => topic.pinned > 0).length
      const last = topics.findLast((topic) => topic.pinned === 0)
      position.ended = ids.length < pageSize || last === undefined
      if (last) Object.assign(position, { date: last.date, id: last.top, topic: last.id })
      // What this browser had and the forum no longer has.
      if (!known && position.ended) dropTopics(session, chat, new Set(ids))
      return !position.ended
    },
    loadTopic: async ({ chat, topic }) => (await refreshTopics(session, chat, [topic])).length > 0,
    searchTopics: async ({ chat, query }) => {
      const answer = await client.call({
        _: 'messages.getForumTopics',
        peer: await inputPeer(session, chat),
        q: query,
        offsetDate: 0,
        offsetId: 0,
        offsetTopic: 0,
        limit: pageSize,
      })
      return putTopics(session, chat, answer)
    },
    createTopic: async ({ chat, title, color }) => {
      const updates = await client.call({
        _: 'messages.createForumTopic',
        peer: await inputPeer(session, chat),
        title,
        iconColor: color,
        randomId: Long.fromBits(...random()),
      })
      apply(session, updates)
      const made = updates._ === 'updates' ? updates.updates.find((u) => u._ === 'updateNewChannelMessage') : undefined
      if (!made) throw new ApiError({ code: 0, text: 'NO_TOPIC' })
      const topic = made.message.id
      await refreshTopics(session, chat, [topic])
      return topic
    },
    editTopic: ({ chat, topic, title, closed, hidden }) =>
      edit(chat, topic, {
        ...(title === undefined ? {} : { title }),
        ...(closed === undefined ? {} : { closed }),
        ...(hidden === undefined || topic !== generalTopic ? {} : { hidden }),
      }),
    pinTopic: async ({ chat, topic, pinned }) => {
      const peer = await inputPeer(session, chat)
      apply(session, await client.call({ _: 'messages.updatePinnedForumTopic', peer, topicId: topic, pinned }))
      movePinned(session, chat, topic, pinned)
    },
    reorderTopics: async ({ chat, order }) => {
      const peer = await inputPeer(session, chat)
      apply(
        session,
        await client.call({ _: 'messages.reorderPinnedForumTopics', force: true, peer, order: [...order] }),
      )
      orderTopics(session, chat, order)
    },
    deleteTopic: async ({ chat, topic }) => {
      const peer = await inputPeer(session, chat)
      for (;;) {
        const answer = await client.call({ _: 'messages.deleteTopicHistory', peer, topMsgId: topic })
        if (answer.offset === 0) break
      }
      state.unset('topics', messageKey(chat, topic))
    },
    muteTopic: async ({ chat, topic, until }) => {
      const peer = await inputPeer(session, chat)
      await setNotify(session, { _: 'inputNotifyForumTopic', peer, topMsgId: topic }, { mutedUntil: until })
      state.change('topics', messageKey(chat, topic), { mutedUntil: until })
    },
    readTopic: async ({ chat, topic }) => {
      const known = state.get('topics', messageKey(chat, topic))
      if (!known) return
      const peer = await inputPeer(session, chat)
      await client.call({ _: 'messages.readDiscussion', peer, msgId: topic, readMaxId: known.top })
      state.change('topics', messageKey(chat, topic), { readIn: known.top, unread: 0 })
    },
    discussion: async ({ chat, post }) => {
      const peer = await inputPeer(session, chat)
      const answer = await client.call({ _: 'messages.getDiscussionMessage', peer, msgId: post })
      know(session, answer)
      for (const message of answer.messages) putMessage(state, message)
      // Of an album the first part bears the thread.
      const first = answer.messages.findLast((message) => message._ !== 'messageEmpty')
      if (!first) throw new ApiError({ code: 400, text: 'MSG_ID_INVALID' })
      return {
        chat: peerId(first.peerId),
        topic: first.id,
        top: answer.maxId ?? 0,
        readIn: answer.readInboxMaxId ?? 0,
        unread: answer.unreadCount,
      }
    },
  }
}

const random = (): [number, number] => {
  const [low = 0, high = 0] = crypto.getRandomValues(new Int32Array(2))
  return [low, high]
}

function dropTopics(session: Session, chat: PeerId, listed: ReadonlySet<number>): void {
  for (const topic of [...session.state.tables.topics.values()]) {
    if (topic.chat === chat && !listed.has(topic.id)) session.state.unset('topics', messageKey(chat, topic.id))
  }
}

/** Puts a topic before all that are pinned, or among those that are not. */
export function movePinned(session: Session, chat: PeerId, topic: number, pinned: boolean): void {
  const others = [...session.state.tables.topics.values()]
    .filter((one) => one.chat === chat && one.pinned > 0 && one.id !== topic)
    .sort((a, b) => a.pinned - b.pinned)
    .map((one) => one.id)
  orderTopics(session, chat, pinned ? [topic, ...others] : others)
}

/** Has the pinned topics of a forum stand in an order. */
export function orderTopics(session: Session, chat: PeerId, order: readonly number[]): void {
  for (const topic of session.state.tables.topics.values()) {
    if (topic.chat !== chat) continue
    const pinned = order.indexOf(topic.id) + 1
    if (pinned !== topic.pinned) session.state.change('topics', messageKey(chat, topic.id), { pinned })
  }
}
