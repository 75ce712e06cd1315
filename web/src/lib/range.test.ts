import { describe, expect, it } from 'vitest'
import { random } from './random.test-data'
import { addNewest, addPage, lastWindow, renamed, type Windows, without } from './range'

const show = (all: Windows): string =>
  all.map((w) => `${w.first ? '[' : '('}${w.ids.join(' ')}${w.last ? ']' : ')'}`).join(' ')
const page = (ids: number[], more: { first?: boolean; last?: boolean; before?: number; after?: number } = {}) => ({
  ids,
  first: false,
  last: false,
  ...more,
})

describe('addPage', () => {
  it('keeps apart what has a gap between', () => {
    expect(show(addPage(addPage([], page([7, 8, 9], { last: true })), page([1, 2, 3])))).toBe('(1 2 3) (7 8 9]')
  })
  it('joins what was asked for from a message', () => {
    const w = addPage([], page([7, 8, 9], { last: true }))
    expect(show(addPage(w, page([4, 5], { before: 7 })))).toBe('(4 5 7 8 9]')
    expect(show(addPage(addPage(w, page([1, 2])), page([3, 5, 7], { after: 2 })))).toBe('(1 2 3 5 7 8 9]')
  })
  it('bridges two windows', () => {
    const w = addPage(addPage([], page([8, 9])), page([1, 2]))
    expect(show(addPage(w, page([2, 5, 8])))).toBe('(1 2 5 8 9)')
  })
  it('forgets what is gone', () => {
    expect(show(addPage(addPage([], page([1, 2, 3, 4])), page([1, 4])))).toBe('(1 4)')
  })
  it('learns that history begins or ends', () => {
    const w = addPage([], page([4, 5]))
    expect(show(addPage(w, page([], { before: 4, first: true })))).toBe('[4 5)')
    expect(show(addPage(w, page([], { after: 5, last: true })))).toBe('(4 5]')
    expect(show(addPage([], page([], { first: true, last: true })))).toBe('[]')
  })

  it('never says that neighbours are what are none', () => {
    const r = random(9)
    for (let round = 0; round < 300; round++) {
      const history = Array.from({ length: 60 }, (_, i) => i + 1).filter(() => r(3) > 0)
      let w: Windows = []
      for (let step = 0; step < 10; step++) {
        const from = r(history.length)
        const ids = history.slice(from, from + 1 + r(12))
        const before = r(2) === 0 ? history[from + ids.length] : undefined
        const after = r(2) === 0 ? history[from - 1] : undefined
        w = addPage(w, {
          ids,
          first: from === 0,
          last: from + ids.length >= history.length,
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        })
        for (const x of w) {
          const at = history.indexOf(x.ids[0] ?? 0)
          expect(x.ids).toEqual(history.slice(at, at + x.ids.length))
          if (x.first) expect(at).toBe(0)
          if (x.last) expect(at + x.ids.length).toBe(history.length)
        }
        const all = w.flatMap((x) => x.ids)
        expect(all).toEqual([...new Set(all)].sort((a, b) => a - b))
      }
    }
  })
})

it('lives with what happens', () => {
  const w = addPage(addPage([], page([7, 9], { last: true })), page([1, 2]))
  expect(show(addNewest(w, 12))).toBe('(1 2) (7 9 12]')
  expect(addNewest([], 12)).toEqual([])
  expect(show(without(w, new Set([2, 7, 9])))).toBe('(1)')
  expect(show(renamed(addNewest(w, 2 ** 31), 2 ** 31, 10))).toBe('(1 2) (7 9 10]')
  expect(lastWindow(w)?.ids).toEqual([7, 9])
})
