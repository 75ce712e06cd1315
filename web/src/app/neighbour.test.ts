import { expect, it } from 'vitest'
import type { Chat } from '../features/folders'
import { neighbour } from './neighbour'

const chat = (id: number, date: number, pinned = 0, archived = false): Chat => ({
  chat: id,
  date,
  pinned,
  archived,
  muted: false,
  unread: false,
  mentioned: false,
  sort: 'contact',
})

// As listed: 3 (pinned), 2, 1; the archive has 9 and 8.
const chats = [chat(1, 10), chat(2, 20), chat(3, 5, 1), chat(8, 1, 0, true), chat(9, 2, 0, true)]

it('steps through the list that the chat is in', () => {
  expect(neighbour(chats, undefined, 1)).toBe(3)
  expect(neighbour(chats, 3, 1)).toBe(2)
  expect(neighbour(chats, 2, 1)).toBe(1)
  expect(neighbour(chats, 1, 1)).toBeUndefined()
  expect(neighbour(chats, 3, -1)).toBeUndefined()
  expect(neighbour(chats, 9, 1)).toBe(8)
  expect(neighbour([], undefined, 1)).toBeUndefined()
})
