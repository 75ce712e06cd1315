import type { tl } from '@mtcute/web'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Topic } from '../../api/dialog'
import { messageKey } from '../../api/message'
import { channelId, projectPeers } from '../project/peer'
import type { Session } from '../session'
import { State } from '../state'
import { syncTopics } from './topics'

const chat = channelId(7)
const topic = (id: number, more: Partial<Topic> = {}): Topic => ({
  chat,
  id,
  title: `t${id}`,
  color: 0,
  top: id,
  date: 0,
  pinned: 0,
  closed: false,
  hidden: false,
  unread: 0,
  mentions: 0,
  reactions: 0,
  readIn: id,
  readOut: 0,
  mutedUntil: 0,
  mine: false,
  ...more,
})

let state: State
let session: Session
const call = vi.fn(() => new Promise(() => {}))

beforeEach(() => {
  call.mockClear()
  state = new State(() => {})
  const forum: tl.RawChannel = {
    _: 'channel',
    id: 7,
    title: 'Tea',
    megagroup: true,
    forum: true,
    photo: { _: 'chatPhotoEmpty' },
    date: 0,
  }
  projectPeers(state, [], [forum])
  session = { state, client: { call } } as unknown as Session
  for (const one of [topic(1), topic(5), topic(9)]) state.set('topics', messageKey(chat, one.id), one)
})

const get = (id: number) => state.get('topics', messageKey(chat, id)) as Topic
const said = (id: number, more: Partial<tl.RawMessage>): tl.TypeUpdate => ({
  _: 'updateNewChannelMessage',
  pts: 0,
  ptsCount: 1,
  message: {
    _: 'message',
    id,
    peerId: { _: 'peerChannel', channelId: 7 },
    fromId: { _: 'peerUser', userId: 3 },
    date: 50 + id,
    message: 'x',
    ...more,
  },
})
const inTopic = (id: number): tl.RawMessageReplyHeader => ({
  _: 'messageReplyHeader',
  forumTopic: true,
  replyToMsgId: id,
})

it('counts what is said in a topic', () => {
  syncTopics(session, said(20, { replyTo: inTopic(5) }))
  syncTopics(session, said(21, { replyTo: inTopic(5), mentioned: true, mediaUnread: true }))
  expect(get(5)).toMatchObject({ top: 21, date: 71, unread: 2, mentions: 1 })
  expect(get(9)).toMatchObject({ top: 9, unread: 0 })
})

it('has what is said outside of topics be in General, and does not count own words', () => {
  syncTopics(session, said(20, {}))
  syncTopics(session, said(21, { replyTo: inTopic(9), out: true }))
  expect(get(1)).toMatchObject({ top: 20, unread: 1 })
  expect(get(9)).toMatchObject({ top: 21, unread: 0 })
})

it('follows reading elsewhere', () => {
  syncTopics(session, said(20, { replyTo: inTopic(5) }))
  syncTopics(session, { _: 'updateReadChannelDiscussionInbox', channelId: 7, topMsgId: 5, readMaxId: 20 })
  syncTopics(session, { _: 'updateReadChannelDiscussionOutbox', channelId: 7, topMsgId: 5, readMaxId: 18 })
  expect(get(5)).toMatchObject({ unread: 0, readIn: 20, readOut: 18 })
})

it('follows pins and their order', () => {
  const peer: tl.TypePeer = { _: 'peerChannel', channelId: 7 }
  syncTopics(session, { _: 'updatePinnedForumTopic', peer, topicId: 5, pinned: true })
  syncTopics(session, { _: 'updatePinnedForumTopic', peer, topicId: 9, pinned: true })
  expect([get(5).pinned, get(9).pinned]).toEqual([2, 1])
  syncTopics(session, { _: 'updatePinnedForumTopics', peer, order: [5, 9] })
  expect([get(5).pinned, get(9).pinned]).toEqual([1, 2])
  syncTopics(session, { _: 'updatePinnedForumTopic', peer, topicId: 5 })
  expect([get(5).pinned, get(9).pinned]).toEqual([0, 1])
})
