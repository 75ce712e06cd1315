import { expect, it } from 'vitest'
import { chosen, lacking, moved, newFolder } from './draft'

const titled = { ...newFolder, title: { text: 'Work', entities: [] } }

it('says what a folder lacks', () => {
  expect(lacking(newFolder)).toBe('title')
  expect(lacking({ ...newFolder, title: { text: '  ', entities: [] }, groups: true })).toBe('title')
  expect(lacking(titled)).toBe('chats')
  expect(lacking({ ...titled, excludeMuted: true })).toBe('chats')
  expect(lacking({ ...titled, bots: true })).toBeUndefined()
  expect(lacking({ ...titled, pinned: [1] })).toBeUndefined()
})

it('keeps places of pinned chats and has nobody both in and out', () => {
  const before = { ...titled, pinned: [3, 1], include: [2], exclude: [4] }
  expect(chosen(before, 'include', [1, 2, 4])).toMatchObject({ pinned: [1], include: [2, 4], exclude: [] })
  expect(chosen(before, 'exclude', [3, 2])).toMatchObject({ pinned: [1], include: [], exclude: [3, 2] })
})

it('moves things up and down', () => {
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
  expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2])
})
