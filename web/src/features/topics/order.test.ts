import { expect, it } from 'vitest'
import type { Topic } from '../../api/dialog'
import { moved, ordered, topicActions } from './order'

const topic = (id: number, more: Partial<Topic> = {}): Topic => ({
  chat: -1,
  id,
  title: `t${id}`,
  color: 0,
  top: id,
  date: id,
  pinned: 0,
  closed: false,
  hidden: false,
  unread: 0,
  mentions: 0,
  reactions: 0,
  readIn: 0,
  readOut: 0,
  mutedUntil: 0,
  mine: false,
  ...more,
})
const ids = (topics: readonly Topic[]) => topics.map((one) => one.id)

it('has the pinned topics first, then the newest', () => {
  const topics = [topic(2), topic(9), topic(4, { pinned: 2 }), topic(3, { pinned: 1 }), topic(1, { hidden: true })]
  expect(ids(ordered(topics, false))).toEqual([3, 4, 9, 2])
  expect(ids(ordered(topics, true))).toEqual([1, 3, 4, 9, 2])
})

it('moves pinned topics by a place', () => {
  const topics = [topic(4, { pinned: 2 }), topic(3, { pinned: 1 }), topic(5, { pinned: 7 }), topic(9)]
  expect(moved(topics, 4, -1)).toEqual([4, 3, 5])
  expect(moved(topics, 4, 1)).toEqual([3, 5, 4])
  expect(moved(topics, 3, -1)).toBeUndefined()
  expect(moved(topics, 9, 1)).toBeUndefined()
})

it('offers what rights allow', () => {
  const around = { manages: false, deletes: false, member: true, topics: [], now: 100 }
  expect(topicActions(topic(5, { unread: 2 }), around)).toEqual(['read', 'mute'])
  expect(topicActions(topic(5, { mine: true, mutedUntil: 200 }), around)).toEqual(['unmute', 'edit', 'close'])
  expect(topicActions(topic(5, { closed: true }), { ...around, manages: true, deletes: true })).toEqual([
    'pin',
    'mute',
    'edit',
    'reopen',
    'delete',
  ])
  expect(topicActions(topic(1), { ...around, manages: true, deletes: true })).toEqual([
    'pin',
    'mute',
    'edit',
    'close',
    'hide',
  ])
  expect(topicActions(topic(1, { hidden: true }), { ...around, manages: true })).toEqual(['mute', 'edit', 'show'])
  expect(topicActions(topic(5), { ...around, member: false })).toEqual([])
})
