import { beforeAll, describe, expect, it } from 'vitest'
import { findEmoji, type Group, loadEmoji } from './data'
import { firstCell, layOut, moveCell } from './rows'
import { toned } from './tone'

let groups: readonly Group[] = []
beforeAll(async () => {
  groups = await loadEmoji()
})
const first = (query: string) =>
  findEmoji(groups, query)
    .slice(0, 3)
    .map((e) => e.text)

describe('findEmoji', () => {
  it('finds by names, labels and words', () => {
    expect(first('thumbsup')[0] ?? '').toBe('👍')
    expect(first('heart')).toContain('❤️')
    expect(first('red heart')[0]).toBe('❤️')
    expect(first('grin')).toContain('😁')
    expect(first('germany')[0]).toBe('🇩🇪')
    expect(first('lmao')).toContain('🤣')
    expect(first('🎉')[0]).toBe('🎉')
    expect(first('  ')).toEqual([])
    expect(first('qqqq')).toEqual([])
  })
})

it('has them all', () => {
  expect(groups.map((g) => g.key)).toEqual([
    'smileys',
    'people',
    'animals',
    'food',
    'travel',
    'activities',
    'objects',
    'symbols',
    'flags',
  ])
  const all = groups.flatMap((g) => g.emoji)
  expect(all.length).toBeGreaterThan(1800)
  expect(new Set(all.map((e) => e.text)).size).toBe(all.length)
  expect(all.every((e) => e.label !== '')).toBe(true)
})

it('puts skin tones on', () => {
  expect(toned('👋', 'a', '🏽')).toBe('👋🏽')
  expect(toned('✌️', 'a', '🏽')).toBe('✌🏽')
  expect(toned('🧑‍🤝‍🧑', 'p', '🏿')).toBe('🧑🏿‍🤝‍🧑🏿')
  expect(toned('👩‍❤️‍👨', 'a', '🏻')).toBe('👩🏻‍❤️‍👨🏻')
  expect(toned('😀', '', '🏻')).toBe('😀')
})

describe('the grid', () => {
  const { rows, height } = layOut(
    [
      { key: 'a', emoji: [1, 2, 3, 4, 5] },
      { key: 'none', emoji: [] },
      { key: 'b', emoji: [6, 7] },
    ],
    3,
  )
  const at = (row: number, column: number) => ({ row, column })
  const go = (from: { row: number; column: number }, key: string, rtl = false) => moveCell(rows, from, key, 2, rtl)

  it('has a title before each section', () => {
    expect(rows.map((r) => (r.kind === 'title' ? r.section : r.cells))).toEqual(['a', [1, 2, 3], [4, 5], 'b', [6, 7]])
    expect(height).toBe(2 * 32 + 3 * 44)
    expect(firstCell(rows)).toEqual(at(1, 0))
    expect(firstCell([])).toBeUndefined()
  })

  it('is walked by keys', () => {
    expect(go(at(1, 2), 'ArrowRight')).toEqual(at(2, 0))
    expect(go(at(2, 0), 'ArrowLeft')).toEqual(at(1, 2))
    expect(go(at(1, 0), 'ArrowLeft', true)).toEqual(at(1, 1))
    expect(go(at(1, 2), 'ArrowDown')).toEqual(at(2, 1))
    expect(go(at(2, 1), 'ArrowDown')).toEqual(at(4, 1))
    expect(go(at(1, 1), 'ArrowUp')).toBeUndefined()
    expect(go(at(1, 0), 'PageDown')).toEqual(at(4, 0))
    expect(go(at(4, 0), 'PageUp')).toEqual(at(1, 0))
    expect(go(at(2, 0), 'End')).toEqual(at(2, 1))
    expect(go(at(2, 0), 'Enter')).toBeUndefined()
  })
})
