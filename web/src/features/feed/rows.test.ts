import { expect, test } from 'vitest'
import type { Message } from '../../api/message'
import { rowsOf } from './rows'

const message = (id: number, part: Partial<Message> = {}): Message => ({
  chat: 2,
  id,
  key: `2/${id}`,
  date: 1_800_000_000 + id,
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

test('the first row is another one when older messages of its day come', () => {
  const before = rowsOf([message(5), message(6)], undefined)
  const after = rowsOf([message(3), message(4), message(5), message(6)], undefined)
  expect(before.byKey.get(before.keys[0] ?? '')?.kind).toBe('day')
  expect(after.keys).not.toContain(before.keys[0])
  expect(after.keys.slice(-2)).toEqual(before.keys.slice(-2))
})

test('a message keeps its row under the id that the server gives it', () => {
  const local = rowsOf([message(5), message(2 ** 31, { key: 'local 1', out: true, date: 1_800_000_006 })], undefined)
  const sent = rowsOf([message(5), message(6, { key: 'local 1', out: true })], undefined)
  expect(sent.keys).toEqual(local.keys)
  expect(sent.keyOf.get(6)).toBe('local 1')
})

test('a key that comes twice is drawn once', () => {
  const rows = rowsOf([message(5), message(6, { key: '2/5' })], undefined)
  expect(new Set(rows.keys).size).toBe(rows.keys.length)
})

test('the line of what is new stands before it', () => {
  const rows = rowsOf([message(5), message(6, { out: true }), message(7)], 5)
  expect(rows.keys.indexOf('unread')).toBe(rows.keys.indexOf('2/7') - 1)
})
