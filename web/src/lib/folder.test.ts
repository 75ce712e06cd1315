import { expect, it } from 'vitest'
import { allChats, type ChatFacts, countUnread, type FolderRules, inFolder, placeInFolder, tabOrder } from './folder'

const nothing: FolderRules = {
  contacts: false,
  nonContacts: false,
  groups: false,
  channels: false,
  bots: false,
  excludeMuted: false,
  excludeRead: false,
  excludeArchived: false,
  pinned: [],
  include: [],
  exclude: [],
}
const quiet: ChatFacts = {
  chat: 7,
  sort: 'contact',
  muted: false,
  unread: false,
  mentioned: false,
  archived: false,
}

const cases: [string, Partial<FolderRules>, Partial<ChatFacts>, boolean][] = [
  ['nothing asked for', {}, {}, false],
  ['contacts, a contact', { contacts: true }, {}, true],
  ['contacts, a stranger', { contacts: true }, { sort: 'stranger' }, false],
  ['strangers, a stranger', { nonContacts: true }, { sort: 'stranger' }, true],
  ['strangers, a bot', { nonContacts: true }, { sort: 'bot' }, false],
  ['bots, a bot', { bots: true }, { sort: 'bot' }, true],
  ['groups, a group', { groups: true }, { sort: 'group' }, true],
  ['groups, a channel', { groups: true }, { sort: 'channel' }, false],
  ['channels, a channel', { channels: true }, { sort: 'channel' }, true],
  ['named', { include: [7] }, { sort: 'stranger' }, true],
  ['pinned', { pinned: [7] }, { sort: 'channel' }, true],
  ['left out', { contacts: true, exclude: [7] }, {}, false],
  ['another one left out', { contacts: true, exclude: [8] }, {}, true],
  ['no muted ones, muted', { contacts: true, excludeMuted: true }, { muted: true }, false],
  ['no muted ones, loud', { contacts: true, excludeMuted: true }, {}, true],
  ['no muted ones, named', { include: [7], excludeMuted: true }, { muted: true }, true],
  [
    'no muted ones, but mentioned',
    { groups: true, excludeMuted: true },
    { sort: 'group', muted: true, mentioned: true },
    true,
  ],
  ['no read ones, read', { contacts: true, excludeRead: true }, {}, false],
  ['no read ones, unread', { contacts: true, excludeRead: true }, { unread: true }, true],
  ['no read ones, but mentioned', { groups: true, excludeRead: true }, { sort: 'group', mentioned: true }, true],
  ['no read ones, pinned', { pinned: [7], excludeRead: true }, {}, true],
  ['nothing archived, archived', { contacts: true, excludeArchived: true }, { archived: true }, false],
  [
    'nothing archived, mentioned there',
    { groups: true, excludeArchived: true },
    { sort: 'group', archived: true, mentioned: true },
    false,
  ],
  ['nothing archived, named', { include: [7], excludeArchived: true }, { archived: true }, true],
  ['the archive as well', { contacts: true }, { archived: true }, true],
  [
    'muted in the archive, mentioned',
    { groups: true, excludeMuted: true },
    { sort: 'group', archived: true, muted: true, mentioned: true },
    false,
  ],
]

it.each(cases)('%s', (_, rules, chat, inside) => {
  expect(inFolder({ ...nothing, ...rules }, { ...quiet, ...chat })).toBe(inside)
})

it('knows the place of pinned chats', () => {
  expect([7, 9, 5].map((chat) => placeInFolder({ pinned: [9, 7] }, chat))).toEqual([2, 1, 0])
})

it('counts chats with something unread', () => {
  const chat = (unread: boolean, muted = false, mentioned = false) => ({ unread, muted, mentioned })
  expect(countUnread([chat(true), chat(true, true), chat(false)])).toEqual({ chats: 1, quiet: false })
  expect(countUnread([chat(true, true), chat(true, true)])).toEqual({ chats: 2, quiet: true })
  expect(countUnread([chat(true, true, true)])).toEqual({ chats: 1, quiet: false })
  expect(countUnread([])).toEqual({ chats: 0, quiet: true })
})

it('finds the place of all chats among folders', () => {
  const at = (...orders: number[]) => tabOrder(orders.map((order, i) => ({ id: i + 2, order })))
  expect(at(2, 3)).toEqual([allChats, 2, 3])
  expect(at(1, 3)).toEqual([2, allChats, 3])
  expect(at(1, 2)).toEqual([2, 3, allChats])
  expect(at(3, 2)).toEqual([allChats, 3, 2])
  expect(at()).toEqual([allChats])
})
