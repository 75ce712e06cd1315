import { describe, expect, test } from 'vitest'
import type { Action } from '../../api/action'
import type { Body, Message } from '../../api/message'
import type { Tables } from '../../api/patch'
import { summary } from './summary'

const group = -1_000_000_000_007
const person = (id: number, name: string) => ({
  kind: 'user' as const,
  id,
  name,
  firstName: name,
  lastName: '',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  self: id === 1,
  contact: false,
  mutual: false,
  bot: false,
  deleted: false,
  support: false,
  presence: { kind: 'recently' as const },
})

const message = (part: Partial<Message>): Message => ({
  chat: group,
  id: 5,
  key: `${group}/5`,
  date: 0,
  out: false,
  from: 2,
  body: { kind: 'text' },
  state: 'sent',
  text: '',
  entities: [],
  pinned: false,
  silent: false,
  mentioned: false,
  unread: false,
  reactions: [],
  noForwards: false,
  ...part,
})

const tables: Tables = {
  peers: { 1: person(1, 'Ann'), 2: person(2, 'Bob'), 3: person(3, 'Eve') },
  dialogs: {},
  messages: { [`${group}/4` as const]: message({ id: 4, text: 'bring the long ladder and the blue paint tomorrow' }) },
  folders: {},
  topics: {},
  typing: {},
}
const account = { tables, auth: () => ({ kind: 'in', me: 1 }) as const }
const say = (part: Partial<Message>) => summary(account, message(part))
const tell = (action: Action, part: Partial<Message> = {}) => say({ body: { kind: 'service', action }, ...part })

describe('a message in one line', () => {
  test('text loses its lines and keeps its secrets', () => {
    expect(say({ text: 'one\n two' })).toBe('one two')
    expect(say({ text: 'it was Bob', entities: [{ kind: 'spoiler', offset: 7, length: 3 }] })).toBe('it was ▒▒▒')
  })

  const kinds: [Body, string][] = [
    [{ kind: 'location', lat: 1, long: 2 }, 'Location'],
    [{ kind: 'location', lat: 1, long: 2, live: { until: 9 } }, 'Live location'],
    [{ kind: 'location', lat: 1, long: 2, venue: { title: 'The Old Mill', address: '' } }, 'The Old Mill'],
    [{ kind: 'contact', name: '', phone: '+1234' }, 'Contact: +1234'],
    [{ kind: 'dice', emoji: '🎲', value: 3 }, '🎲'],
    [{ kind: 'unsupported', what: 'messageMediaStory' }, 'A message that this version cannot show'],
  ]
  test.each(kinds)('%o', (body, line) => expect(say({ body })).toBe(line))
})

describe('a service message as a sentence', () => {
  test('says who, and "you" of the reader', () => {
    expect(tell({ kind: 'titleChanged', title: 'Crew' })).toBe('Bob changed the group name to “Crew”')
    expect(tell({ kind: 'titleChanged', title: 'Crew' }, { from: 1 })).toBe('You changed the group name to “Crew”')
    expect(tell({ kind: 'titleChanged', title: 'News' }, { from: group })).toBe('Channel name was changed to “News”')
  })

  test('tells joining from being added, leaving from being removed', () => {
    expect(tell({ kind: 'membersAdded', members: [2] })).toBe('Bob joined the group')
    expect(tell({ kind: 'membersAdded', members: [1] })).toBe('Bob added you')
    expect(tell({ kind: 'membersAdded', members: [2, 3] }, { from: 1 })).toBe('You added Bob and Eve')
    expect(tell({ kind: 'memberRemoved', member: 2 })).toBe('Bob left the group')
    expect(tell({ kind: 'memberRemoved', member: 1 })).toBe('Bob removed you')
    expect(tell({ kind: 'memberRemoved', member: 3 }, { from: 1 })).toBe('You removed Eve')
  })

  test('repeats what was pinned, as far as it is known and short', () => {
    expect(tell({ kind: 'pinned' }, { reply: { chat: group, id: 4 } })).toBe(
      'Bob pinned “bring the long ladder and the blue paint…”',
    )
    expect(tell({ kind: 'pinned' }, { reply: { chat: group, id: 99 } })).toBe('Bob pinned a message')
  })

  test('counts', () => {
    expect(tell({ kind: 'todoCompleted', done: [1], undone: [] })).toBe('Bob completed 1 task')
    expect(tell({ kind: 'todoCompleted', done: [], undone: [1, 2] }, { from: 1 })).toBe('You reopened 2 tasks')
    expect(tell({ kind: 'ttl', seconds: 86400 })).toBe('Bob set messages to be deleted after 1 day')
    expect(tell({ kind: 'ttl', seconds: 0 }, { from: 1 })).toBe('You turned off the automatic deletion of messages')
  })
})
