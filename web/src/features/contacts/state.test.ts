import { expect, it } from 'vitest'
import type { Dialog } from '../../api/dialog'
import type { Group, Peer, User } from '../../api/peer'
import { nothingBanned } from '../../api/rights'
import { contactsOf, found, offered } from './state'

const user = (id: number, name: string, part: Partial<User> = {}): User => ({
  kind: 'user',
  id,
  name,
  firstName: name,
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

const group = (id: number, name: string, part: Partial<Group> = {}): Group => ({
  kind: 'group',
  basic: false,
  id,
  name,
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

const dialog = (chat: number, date: number, pinned = 0): Dialog => ({
  chat,
  top: 1,
  date,
  pinned,
  archived: false,
  unread: 0,
  marked: false,
  mentions: 0,
  reactions: 0,
  readIn: 0,
  readOut: 0,
  mutedUntil: 0,
})

const peers: Peer[] = [
  user(1, 'Me', { self: true, contact: true }),
  user(2, 'Zoë', { contact: true, usernames: ['zorro'] }),
  user(3, 'Ann Bell', { contact: true }),
  user(4, 'Gone', { deleted: true }),
  user(5, 'Bella'),
  group(-10, 'Old friends', { left: true }),
  group(-11, 'Bell ringers'),
]
const tables = {
  peers: Object.fromEntries(peers.map((peer) => [peer.id, peer])),
  dialogs: Object.fromEntries(
    [dialog(4, 50), dialog(5, 10), dialog(-10, 60), dialog(-11, 20), dialog(3, 5, 1)].map((d) => [d.chat, d]),
  ),
}
const ids = (all: readonly Peer[]) => all.map((peer) => peer.id)

it('orders contacts by name, without oneself', () => {
  expect(ids(contactsOf(tables, 'en'))).toEqual([3, 2])
})

it('offers contacts before others one writes with', () => {
  expect(ids(offered(tables, 'people', 1, 'en'))).toEqual([3, 2, 5])
})

it('offers chats as the list has them, after Saved Messages, without those that one has left', () => {
  expect(ids(offered(tables, 'chats', 1, 'en'))).toEqual([1, 3, -11, 5, 2])
})

it('finds by words of names and by usernames, the best first', () => {
  const all = offered(tables, 'chats', 1, 'en')
  expect(ids(found(all, 'bell', (peer) => peer.name))).toEqual([-11, 5, 3])
  expect(ids(found(all, '@zorr', (peer) => peer.name))).toEqual([2])
  expect(ids(found(all, 'zoe', (peer) => peer.name))).toEqual([2])
  expect(found(all, 'nobody', (peer) => peer.name)).toEqual([])
})
