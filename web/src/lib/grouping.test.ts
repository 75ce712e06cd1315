import { describe, expect, it } from 'vitest'
import { arrange, type Facts, groupGap } from './grouping'

const noon = new Date(2026, 10, 22, 12).getTime() / 1000
let id = 0
const m = (from: number, date: number, more: Partial<Facts> = {}): Facts => {
  id++
  return { key: `m${id}`, id, date, from, out: from === 1, service: false, ...more }
}
const show = (all: readonly Facts[], unreadAfter?: number): string =>
  arrange(all, (f) => f, unreadAfter)
    .map((r) => (r.kind === 'message' ? `${r.first ? '(' : ''}${r.message.from}${r.last ? ')' : ''}` : r.kind))
    .join(' ')

describe('arrange', () => {
  it('groups by author and time', () => {
    expect(show([m(1, noon), m(1, noon + 5), m(2, noon + 9), m(2, noon + 9 + groupGap)])).toBe('day (1 1) (2) (2)')
  })
  it('parts days', () => {
    expect(show([m(2, noon), m(2, noon + 86_400)])).toBe('day (2) day (2)')
  })
  it('leaves service messages alone', () => {
    expect(show([m(2, noon), m(2, noon, { service: true }), m(2, noon)])).toBe('day (2) (2) (2)')
  })
  it('draws the line before the first that is new, of others', () => {
    const all = [m(2, noon), m(1, noon), m(2, noon), m(2, noon)]
    expect(show(all, all[0]?.id)).toBe('day (2) (1) unread (2 2)')
    expect(show(all, all[2]?.id)).toBe('day (2) (1) (2) unread (2)')
    expect(show(all, all[3]?.id)).toBe('day (2) (1) (2 2)')
  })
  it('gives each row a key of its own that stays', () => {
    const all = [m(2, noon + 86_400), m(2, noon), m(3, noon + 86_400), m(3, noon + 172_800)]
    const keys = arrange(all, (f) => f).map((r) => r.key)
    expect(new Set(keys).size).toBe(keys.length)
    const more = arrange([m(9, noon - 200_000), ...all], (f) => f).map((r) => r.key)
    expect(more.slice(-keys.length)).toEqual(keys)
  })
})
