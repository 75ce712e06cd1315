import { describe, expect, test } from 'vitest'
import { firstLocalId, type Message } from '../../api/message'
import type { AdminRights, Group, User } from '../../api/peer'
import { nothingBanned } from '../../api/rights'
import { allowedOf, type Circumstances, editFor } from './actions'

const me = 1
const now = 1_800_000_000
const rights = (part: Partial<AdminRights>): AdminRights => ({
  changeInfo: false,
  postMessages: false,
  editMessages: false,
  deleteMessages: false,
  banUsers: false,
  inviteUsers: false,
  pinMessages: false,
  addAdmins: false,
  anonymous: false,
  manageCall: false,
  other: false,
  manageTopics: false,
  ...part,
})
const group = (part: Partial<Group> = {}): Group => ({
  kind: 'group',
  id: -1_000_000_000_009,
  name: 'Crew',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  basic: false,
  forum: false,
  members: 5,
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
const bob: User = {
  kind: 'user',
  id: 2,
  name: 'Bob',
  firstName: 'Bob',
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
}
const message = (part: Partial<Message> = {}): Message => ({
  chat: 2,
  id: 50,
  key: '2/50',
  date: now - 60,
  out: true,
  from: me,
  body: { kind: 'text' },
  state: 'sent',
  text: 'hi',
  entities: [],
  pinned: false,
  silent: false,
  mentioned: false,
  unread: false,
  reactions: [],
  noForwards: false,
  ...part,
})
const at = (part: Partial<Circumstances> = {}): Circumstances => ({ chat: bob, me, now, readOut: 60, ...part })
const theirs = { out: false, from: 2 }

describe('in a private chat', () => {
  test('both may delete anything for both, one edits what is one’s own', () => {
    expect(allowedOf(message(theirs), at())).toMatchObject({
      edit: false,
      remove: { mine: true, all: true },
      report: true,
    })
    expect(allowedOf(message(), at())).toMatchObject({ edit: true, report: false, readers: true, link: false })
  })
  test('not what is old or was forwarded', () => {
    expect(allowedOf(message({ date: now - editFor - 1 }), at()).edit).toBe(false)
    expect(allowedOf(message({ forward: { date: 0, from: 3 } }), at()).edit).toBe(false)
  })
  test('in Saved Messages for ever, and deleted for oneself', () => {
    const mine = message({ chat: me, date: 5 })
    expect(allowedOf(mine, at({ chat: { ...bob, id: me, self: true } }))).toMatchObject({
      edit: true,
      remove: { mine: true, all: false },
      readers: false,
    })
  })
  test('who has not read it yet has no time of reading', () => {
    expect(allowedOf(message(), at({ readOut: 49 })).readers).toBe(false)
  })
})

describe('in a supergroup', () => {
  const own = message({ chat: group().id })
  const others = message({ chat: group().id, ...theirs })
  test('members delete their own for all, others need the right', () => {
    expect(allowedOf(own, at({ chat: group() })).remove).toEqual({ mine: false, all: true })
    expect(allowedOf(others, at({ chat: group() })).remove).toBeUndefined()
    const chat = group({ admin: rights({ deleteMessages: true }) })
    expect(allowedOf(others, at({ chat })).remove).toEqual({ mine: false, all: true })
  })
  test('pins as everybody may, or as an admin', () => {
    expect(allowedOf(others, at({ chat: group() })).pin).toBe(true)
    const closed = { ...nothingBanned, pinMessages: true }
    expect(allowedOf(others, at({ chat: group({ defaultBanned: closed }) })).pin).toBe(false)
    const chat = group({ defaultBanned: closed, admin: rights({ pinMessages: true }) })
    expect(allowedOf(others, at({ chat })).pin).toBe(true)
  })
  test('who left, or may not write, does not answer', () => {
    expect(allowedOf(others, at({ chat: group({ left: true }) }))).toMatchObject({
      reply: false,
      react: false,
      pin: false,
    })
    expect(allowedOf(others, at({ chat: group({ banned: { ...nothingBanned, sendMessages: true } }) })).reply).toBe(
      false,
    )
  })
  test('guarded content is neither forwarded nor copied', () => {
    expect(allowedOf(others, at({ chat: group({ noForwards: true }) }))).toMatchObject({
      forward: false,
      copy: false,
      link: true,
    })
  })
  test('only small groups tell who has read', () => {
    expect(allowedOf(own, at({ chat: group() })).readers).toBe(true)
    expect(allowedOf(own, at({ chat: group({ members: 101 }) })).readers).toBe(false)
  })
})

describe('in a basic group', () => {
  test('others’ messages go for the reader alone, unless one is an admin', () => {
    const chat = group({ basic: true, id: -9 })
    expect(allowedOf(message({ chat: -9, ...theirs }), at({ chat })).remove).toEqual({ mine: true, all: false })
    expect(allowedOf(message({ chat: -9, ...theirs }), at({ chat: { ...chat, creator: true } })).remove?.all).toBe(true)
    expect(allowedOf(message({ chat: -9 }), at({ chat })).link).toBe(false)
  })
})

describe('in a channel', () => {
  const post = message({ chat: -1_000_000_000_008, out: false, from: -1_000_000_000_008, date: 5 })
  test('readers react, link and forward', () => {
    expect(allowedOf(post, at({ chat: group({ kind: 'channel' }) }))).toMatchObject({
      reply: false,
      edit: false,
      pin: false,
      remove: undefined,
      react: true,
      link: true,
      forward: true,
    })
  })
  test('admins edit old posts of others and pin', () => {
    const chat = group({ kind: 'channel', admin: rights({ editMessages: true }) })
    expect(allowedOf(post, at({ chat }))).toMatchObject({ edit: true, pin: true, remove: undefined })
  })
})

test('a poll is closed by its author, a vote taken back but in quizzes', () => {
  const poll = {
    id: '1',
    question: { text: '?', entities: [] },
    options: [{ text: 'a', entities: [], option: '00', chosen: true, correct: false }],
    quiz: false,
    multiple: false,
    publicVoters: false,
    closed: false,
    total: 1,
  }
  const of = (part: object) => allowedOf(message({ body: { kind: 'poll', poll: { ...poll, ...part } } }), at())
  expect(of({})).toMatchObject({ closePoll: true, retractVote: true, edit: false })
  expect(of({ quiz: true }).retractVote).toBe(false)
  expect(of({ closed: true })).toMatchObject({ closePoll: false, retractVote: false })
})

test('service messages and those that are not sent offer little', () => {
  const told = message({ body: { kind: 'service', action: { kind: 'pinned' } } })
  expect(allowedOf(told, at())).toMatchObject({ reply: false, forward: false, pin: false, select: false })
  expect(allowedOf(told, at()).remove).toBeDefined()
  expect(allowedOf(message({ id: firstLocalId }), at())).toMatchObject({ copy: true, remove: undefined, reply: false })
  expect(allowedOf(message({ scheduled: true }), at())).toMatchObject({ edit: true, react: false, pin: false })
})
