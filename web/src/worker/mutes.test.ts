import { beforeEach, expect, it } from 'vitest'
import type { Dialog } from '../api/dialog'
import type { Group, User } from '../api/peer'
import { Mutes } from './mutes'
import { State } from './state'

const dialog = (chat: number): Dialog => ({
  chat,
  top: 1,
  date: 1,
  pinned: 0,
  archived: false,
  unread: 0,
  marked: false,
  mentions: 0,
  reactions: 0,
  readIn: 0,
  readOut: 0,
  mutedUntil: 0,
})

let state: State
let mutes: Mutes
const until = (chat: number) => state.get('dialogs', chat)?.mutedUntil

beforeEach(() => {
  state = new State(() => {})
  mutes = new Mutes(state)
  state.set('peers', 1, { kind: 'user', id: 1 } as User)
  state.set('peers', -2, { kind: 'group', id: -2 } as Group)
  for (const chat of [1, -2]) {
    state.set('dialogs', chat, dialog(chat))
    mutes.own(chat, undefined)
  }
})

it('takes from its kind what a chat does not have of its own', () => {
  mutes.scope('groups', 100)
  expect([until(1), until(-2)]).toEqual([0, 100])
  mutes.own(-2, 0)
  expect(until(-2)).toBe(0)
  mutes.own(1, 50)
  mutes.own(-2, undefined)
  expect([until(1), until(-2)]).toEqual([50, 100])
})

it('knows chats that are listed later', () => {
  mutes.scope('groups', 100)
  state.set('peers', -3, { kind: 'group', id: -3 } as Group)
  state.set('dialogs', -3, dialog(-3))
  mutes.own(-3, undefined)
  expect(until(-3)).toBe(100)
})

it('forgets all after a reset', () => {
  mutes.scope('users', 100)
  mutes.own(-2, 100)
  mutes.clear()
  expect([until(1), until(-2)]).toEqual([0, 0])
})

it('leaves chats as they were kept until the server tells of them', () => {
  state.set('dialogs', 3, { ...dialog(3), mutedUntil: 70 })
  mutes.scope('users', 0)
  mutes.scope('users', 100)
  expect(until(3)).toBe(70)
  mutes.own(3, undefined)
  expect(until(3)).toBe(100)
})
