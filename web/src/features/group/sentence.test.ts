import { expect, it } from 'vitest'
import type { LogAction } from '../../api/log'
import type { Member } from '../../api/members'
import { nothingBanned } from '../../api/rights'
import { adminKind, banKind, changes, logSentence } from './sentence'

const names: Readonly<Record<number, string>> = { 1: 'Ann', 2: 'Bob', [-5]: 'News' }
const say = (action: LogAction, who = 1) =>
  logSentence<string>({ id: '1', date: 0, who, action }, (id) => names[id] ?? '?').join('')
const member = (role: Member['role'], more: Partial<Member> = {}): Member => ({
  who: 2,
  role,
  editable: false,
  ...more,
})

it('makes sentences of what was done', () => {
  const said: [LogAction, string][] = [
    [{ kind: 'title', was: 'a', is: 'Tea' }, 'Ann changed the name to “Tea”'],
    [{ kind: 'about', was: 'a', is: '' }, 'Ann removed the description'],
    [{ kind: 'username', was: '', is: 'tea' }, 'Ann changed the public link to @tea'],
    [{ kind: 'hiddenHistory', on: true }, 'Ann hid earlier messages from new members'],
    [{ kind: 'pinned', off: true }, 'Ann unpinned a message'],
    [{ kind: 'invited', member: 2 }, 'Ann added Bob'],
    [{ kind: 'invited', member: 1 }, 'Ann joined'],
    [{ kind: 'banned', was: member('member'), is: member('removed') }, 'Ann removed Bob'],
    [{ kind: 'banned', was: member('removed'), is: member('left') }, 'Ann let Bob come back'],
    [{ kind: 'admin', was: member('member'), is: member('admin') }, 'Ann made Bob an admin'],
    [{ kind: 'linked', is: -5 }, 'Ann linked News'],
    [{ kind: 'linked', was: -5 }, 'Ann unlinked the chat that was linked'],
    [{ kind: 'slowMode', was: 0, is: 60 }, 'Ann set slow mode to 1 minute'],
    [{ kind: 'ttl', was: 60, is: 0 }, 'Ann turned off the automatic deletion of messages'],
    [
      { kind: 'reactions', is: { kind: 'some', emoji: ['👍', '🔥'] } },
      'Ann changed the reactions that are allowed: 👍 🔥',
    ],
    [{ kind: 'topicEdited', was: 'a', is: 'b' }, 'Ann renamed the topic “a” to “b”'],
    [{ kind: 'topicEdited', was: 'b', is: 'b', closed: true }, 'Ann closed the topic “b”'],
  ]
  expect(said.map(([action]) => say(action))).toEqual(said.map(([, sentence]) => sentence))
})

it('tells what became of somebody', () => {
  expect(banKind(member('member'), member('restricted'))).toBe('restricted')
  expect(banKind(member('restricted'), member('member'))).toBe('unrestricted')
  expect(adminKind(member('admin'), member('member'))).toBe('dismissed')
  expect(adminKind(member('admin'), member('admin'))).toBe('rights')
  expect(adminKind(member('admin'), member('creator'))).toBe('madeOwner')
  expect(adminKind(member('creator'), member('admin'))).toBe('rights')
})

it('finds which rights changed', () => {
  expect(changes(nothingBanned, { ...nothingBanned, sendPolls: true })).toEqual({ on: ['sendPolls'], off: [] })
  expect(changes({ a: true, b: true }, { a: true })).toEqual({ on: [], off: ['b'] })
  expect(changes(undefined, { until: 5, a: true })).toEqual({ on: ['a'], off: [] })
})
