import { expect, it } from 'vitest'
import type { Dialog } from '../../api/dialog'
import type { Group, Peer, User } from '../../api/peer'
import { nothingBanned } from '../../api/rights'
import { factsOf, folderList, mainList } from './chats'

const user = (part: Partial<User> = {}): User => ({
  kind: 'user',
  id: 5,
  name: 'Ann',
  firstName: 'Ann',
  lastName: '',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  self: false,
  contact: false,
  mutual: false,
  bot: false,
  deleted: false,
  support: false,
  presence: { kind: 'recently' },
  ...part,
})

const group = (part: Partial<Group> = {}): Group => ({
  kind: 'group',
  basic: false,
  id: -10,
  name: 'Club',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  forum: false,
  creator: false,
  left: false,
  defaultBanned: nothingBanned,
  joinToSend: false,
  joinRequest: false,
  signatures: false,
  noForwards: false,
  slowMode: false,
  linked: false,
  forbidden: false,
  ...part,
})

const dialog = (part: Partial<Dialog> = {}): Dialog => ({
  chat: 5,
  top: 9,
  date: 100,
  pinned: 0,
  archived: false,
  unread: 0,
  marked: false,
  mentions: 0,
  reactions: 0,
  readIn: 0,
  readOut: 0,
  mutedUntil: 0,
  ...part,
})

it('lists no chat in which nothing is, unless it was begun to write', () => {
  expect(factsOf(dialog({ top: 0 }), user(), 0)).toBeUndefined()
  expect(factsOf(dialog({ top: 0 }), undefined, 0)).toBeUndefined()
  expect(factsOf(dialog({ top: 0 }), group(), 0)).toBeDefined()
  expect(factsOf(dialog({ top: 0 }), group({ left: true }), 0)).toBeUndefined()
  expect(factsOf(dialog({ top: 0, draft: { text: 'x', entities: [], date: 1 } }), user(), 0)).toBeDefined()
})

it('orders by pins, then by time; folders have pins of their own', () => {
  const one = (chat: number, part: Partial<Dialog>, peer: Peer = user()) =>
    factsOf(dialog({ chat, ...part }), peer, 50) ?? []
  const chats = [
    one(1, { date: 10 }),
    one(2, { date: 30 }),
    one(3, { date: 5, pinned: 2 }),
    one(4, { date: 1, pinned: 1 }),
    one(-6, { date: 99, archived: true }, group({ id: -6 })),
    one(-7, { date: 20, mutedUntil: 60 }, group({ id: -7 })),
  ].flat()
  const ids = (list: readonly { chat: number }[]) => list.map(({ chat }) => chat)
  expect(ids(mainList(chats, false))).toEqual([4, 3, 2, -7, 1])
  expect(ids(mainList(chats, true))).toEqual([-6])
  const rules = {
    contacts: false,
    nonContacts: true,
    groups: true,
    channels: false,
    bots: false,
    excludeMuted: true,
    excludeRead: false,
    excludeArchived: true,
    pinned: [1],
    include: [-6],
    exclude: [2],
  }
  expect(ids(folderList(chats, rules))).toEqual([1, -6, 3, 4])
})
