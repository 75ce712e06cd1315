import { expect, it } from 'vitest'
import type { Group } from '../../api/peer'
import { nothingBanned } from '../../api/rights'
import { closedBy } from './closed'

const group: Group = {
  kind: 'group',
  id: -1000000000001,
  name: 'Group',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  basic: false,
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
}

const why = (part: Partial<Group>) => closedBy({ ...group, ...part }, undefined, undefined)

it('lets members write, and says why others cannot', () => {
  expect(why({})).toBeUndefined()
  expect(why({ left: true })).toEqual({ kind: 'join', request: false })
  expect(why({ left: true, joinRequest: true })).toEqual({ kind: 'join', request: true })
  expect(why({ forbidden: true })).toEqual({ kind: 'gone' })
  expect(why({ basic: true, left: true })).toEqual({ kind: 'left' })
  expect(why({ basic: true, migratedTo: -1000000000002 })).toEqual({ kind: 'moved', chat: -1000000000002 })
})

it('lets commenters write in a discussion group unless it wants members', () => {
  expect(why({ left: true, linked: true })).toBeUndefined()
  expect(why({ left: true, linked: true, joinToSend: true })).toEqual({ kind: 'join', request: false })
})

it('knows restrictions of all, of one, and who they are not for', () => {
  const silent = { ...nothingBanned, sendPlain: true }
  expect(why({ defaultBanned: silent })).toEqual({ kind: 'admins' })
  expect(why({ defaultBanned: silent, creator: true })).toBeUndefined()
  expect(why({ banned: silent })).toEqual({ kind: 'forbidden' })
  expect(why({ banned: { ...silent, until: 1795393540 } })).toEqual({ kind: 'until', date: 1795393540 })
})

it('offers subscribers of a channel to mute it', () => {
  expect(why({ kind: 'channel' })).toEqual({ kind: 'mute' })
  expect(why({ kind: 'channel', creator: true })).toBeUndefined()
  expect(why({ kind: 'channel', left: true })).toEqual({ kind: 'join', request: false })
})
