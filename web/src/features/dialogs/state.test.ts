import { expect, it } from 'vitest'
import type { Dialog } from '../../api/dialog'
import type { Message } from '../../api/message'
import type { Group, Peer, User } from '../../api/peer'
import { nothingBanned } from '../../api/rights'
import { endingsOf } from './endings'
import { authorOf, pinnedMoved, sentState } from './state'

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

const message = (part: Partial<Message> = {}): Message => ({
  chat: 5,
  id: 9,
  key: '5/9',
  date: 100,
  out: true,
  from: 1,
  text: 'hi',
  entities: [],
  body: { kind: 'text' },
  state: 'sent',
  pinned: false,
  silent: false,
  mentioned: false,
  unread: false,
  reactions: [],
  noForwards: false,
  ...part,
})

const service = message({ body: { kind: 'service', action: { kind: 'historyCleared' } } })

const sent: [string, Message, Partial<Dialog>, Peer, ReturnType<typeof sentState>][] = [
  ['on its way', message({ state: 'sending' }), {}, user(), 'sending'],
  ['not sent', message({ state: 'failed' }), {}, user(), 'failed'],
  ['not read yet', message(), { readOut: 8 }, user(), 'sent'],
  ['read', message(), { readOut: 9 }, user(), 'read'],
  ['of somebody else', message({ out: false }), {}, user(), undefined],
  ['a sentence', service, {}, user(), undefined],
  ['in one’s own cloud', message(), {}, user({ self: true }), undefined],
  ['a post', message(), {}, group({ kind: 'channel' }), undefined],
  ['under a draft', message(), { draft: { text: 'x', entities: [], date: 200 } }, user(), undefined],
]

it.each(sent)('says how far a message has come: %s', (_, last, part, peer, state) => {
  expect(sentState(last, dialog(part), peer)).toBe(state)
})

it('names who said something in groups alone', () => {
  expect(authorOf(message(), user())).toBeUndefined()
  expect(authorOf(message(), group())).toBe('me')
  expect(authorOf(message({ out: false, from: 7 }), group())).toBe(7)
  expect(authorOf(message({ out: false, from: -10 }), group())).toBeUndefined()
  expect(authorOf(service, group())).toBeUndefined()
  expect(authorOf(message({ out: false, from: -10 }), group({ kind: 'channel' }))).toBeUndefined()
})

it('puts a pinned chat in the place of another', () => {
  expect(pinnedMoved([1, 2, 3], 3, 1)).toEqual([3, 1, 2])
  expect(pinnedMoved([1, 2, 3], 1, 3)).toEqual([2, 3, 1])
  expect(pinnedMoved([1, 2, 3], 9, 1)).toEqual([1, 2, 3])
})

const endings: [string, Peer, ReturnType<typeof endingsOf>][] = [
  ['a person', user(), { clear: true, end: 'delete', forAll: 'both', block: true }],
  ['one’s own cloud', user({ self: true }), { clear: true, end: 'delete', forAll: undefined, block: false }],
  ['a deleted account', user({ deleted: true }), { clear: true, end: 'delete', forAll: undefined, block: false }],
  ['a bot', user({ bot: true }), { clear: true, end: 'delete', forAll: undefined, block: true }],
  ['a basic group', group({ basic: true }), { clear: true, end: 'leave', forAll: undefined, block: false }],
  ['a group of one’s own', group({ creator: true }), { clear: true, end: 'leave', forAll: 'everyone', block: false }],
  ['a public group', group({ username: 'club' }), { clear: false, end: 'leave', forAll: undefined, block: false }],
  ['a channel', group({ kind: 'channel' }), { clear: false, end: 'leave', forAll: undefined, block: false }],
  [
    'one that was left',
    group({ basic: true, left: true }),
    { clear: true, end: 'delete', forAll: undefined, block: false },
  ],
]

it.each(endings)('says how a chat can end: %s', (_, peer, ends) => {
  expect(endingsOf(peer)).toEqual(ends)
})
