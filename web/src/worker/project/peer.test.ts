import { Long, type tl } from '@mtcute/web'
import { expect, it } from 'vitest'
import type { Group } from '../../api/peer'
import { State } from '../state'
import { channelId, projectPeers, projectStrangers } from './peer'

const channel = (more: Partial<tl.RawChannel>): tl.RawChannel => ({
  _: 'channel',
  id: 7,
  title: 'Tea',
  megagroup: true,
  photo: { _: 'chatPhotoEmpty' },
  date: 0,
  ...more,
})
const id = channelId(7)
const begin = () => {
  const state = new State(() => {})
  projectPeers(state, [], [channel({ creator: true, participantsCount: 3, username: 'tea' })])
  return { state, group: () => state.get('peers', id) as Group }
}

it('takes what is new of an abridged group, and keeps what the reader is in it', () => {
  const { state, group } = begin()
  projectPeers(state, [], [channel({ min: true, title: 'Coffee', forum: true })])
  expect(group()).toMatchObject({ name: 'Coffee', forum: true, creator: true, members: 3 })
  expect(group().username).toBeUndefined()
})

it('does not go back to what a group was', () => {
  const { state, group } = begin()
  projectPeers(state, [], [channel({ title: 'Coffee', creator: true })])
  projectStrangers(state, [], [channel({ title: 'Tea' })])
  expect(group()).toMatchObject({ name: 'Coffee', creator: true })
})

it('knows a stranger better than nobody', () => {
  const state = new State(() => {})
  projectStrangers(state, [], [channel({ min: true })])
  expect(state.get('peers', id)).toMatchObject({ name: 'Tea' })
})

it('lists a group no more that became a supergroup', () => {
  const state = new State(() => {})
  const chat: tl.RawChat = {
    _: 'chat',
    id: 5,
    title: 'Old',
    photo: { _: 'chatPhotoEmpty' },
    participantsCount: 2,
    date: 0,
    version: 1,
  }
  projectPeers(state, [], [chat])
  state.set('dialogs', -5, {
    chat: -5,
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
  projectPeers(state, [], [{ ...chat, migratedTo: { _: 'inputChannel', channelId: 7, accessHash: Long.ZERO } }])
  expect(state.get('dialogs', -5)).toBeUndefined()
})
