import { describe, expect, it } from 'vitest'
import { type Place, placeAt, Rows, span } from './rows'

/** random is a small generator with a seed, so that what fails can be repeated. */
function random(seed: number): (n: number) => number {
  let s = seed
  return (n) => {
    s = (s * 1664525 + 1013904223) >>> 0
    return Math.floor((s / 2 ** 32) * n)
  }
}

const height = (key: string) => 20 + ((Number(key) * 7919) % 300)
const range = (a: number, b: number) => Array.from({ length: b - a }, (_, i) => String(a + i))

function measured(keys: readonly string[]): Rows {
  const rows = new Rows(50)
  rows.setKeys(keys)
  for (const k of keys) rows.measure(k, height(k))
  return rows
}

/** topOf is how far below the top of the viewport a row is when the place is kept. */
function topOf(rows: Rows, key: string, place: Place): number {
  return rows.offset(rows.indexOf(key)) - rows.offset(rows.indexOf(place.key)) + place.delta
}

describe('Rows', () => {
  it('sums up heights, measured and guessed', () => {
    const rows = new Rows(50)
    rows.setKeys(['a', 'b', 'c'])
    expect(rows.total).toBe(150)
    expect(rows.measure('b', 80)).toBe(true)
    expect(rows.measure('b', 80)).toBe(false)
    expect(rows.offset(2)).toBe(130)
    expect(rows.total).toBe(180)
  })

  it('finds the row at an offset, and the ends beyond', () => {
    const rows = measured(range(0, 200))
    for (let i = 0; i < 200; i++) {
      expect(rows.at(rows.offset(i))).toBe(i)
      expect(rows.at(rows.offset(i + 1) - 0.5)).toBe(i)
    }
    expect(rows.at(-10)).toBe(0)
    expect(rows.at(rows.total + 10)).toBe(199)
    expect(new Rows(50).at(0)).toBe(-1)
  })

  it('keeps measured heights when rows move', () => {
    const rows = measured(range(100, 200))
    rows.setKeys(range(50, 200))
    for (const k of range(100, 200)) expect(rows.size(rows.indexOf(k))).toBe(height(k))
  })

  it('guesses new rows by those it has measured', () => {
    const rows = new Rows(50)
    rows.setKeys(['a', 'b'])
    rows.measure('a', 100)
    rows.measure('b', 200)
    rows.setKeys(['a', 'b', 'c'])
    expect(rows.size(2)).toBe(150)
  })
})

describe.each(range(1, 41).map(Number))('whatever happens to the list (seed %i)', (seed) => {
  it('leaves each row in sight where it is', () => {
    const any = random(seed)
    const viewport = 300 + any(900)
    let keys = range(5000, 5000 + 20 + any(200))
    const known = new Set(keys)
    const rows = measured(keys)
    let top = any(Math.max(1, rows.total - viewport))
    for (let step = 0; step < 60; step++) {
      // what is in sight has been measured
      const held = placeAt(rows, top, viewport)
      for (let round = 0; held && round < 20; round++) {
        top = Math.max(0, Math.min(rows.offset(rows.indexOf(held.key)) - held.delta, rows.total - viewport))
        const [a, b] = span(rows, top, viewport, 0)
        for (const k of rows.keys.slice(a, b)) if (!known.has(k)) rows.measure(k, height(k))
        for (const k of rows.keys.slice(a, b)) known.add(k)
      }
      const place = placeAt(rows, top, viewport)
      if (!place) throw new Error('a list of rows shows none')
      const before = new Map(rows.keys.map((k, i) => [k, rows.offset(i) - top]))
      const [from, to] = span(rows, top, viewport, 0)
      const seen = rows.keys.slice(from, to)
      const kind = any(4)
      const at = any(keys.length)
      const fresh = range(step * 10, step * 10 + 1 + any(9))
      let next = place
      if (kind === 0) next = rows.setKeys([...fresh, ...keys], place) ?? place
      if (kind === 1) next = rows.setKeys([...keys.slice(0, at), ...fresh, ...keys.slice(at)], place) ?? place
      if (kind === 2 && keys.length > 15) {
        const gone = new Set(keys.slice(at, at + 1 + any(5)))
        next =
          rows.setKeys(
            keys.filter((k) => !gone.has(k)),
            place,
          ) ?? place
      }
      if (kind === 3) rows.measure(keys[at] ?? '', 10 + any(600))
      keys = [...rows.keys]

      expect(rows.indexOf(next.key), 'the place is at a row that is there').toBeGreaterThanOrEqual(0)
      expect(next.delta, 'the row held stays').toBeCloseTo(before.get(next.key) ?? Number.NaN)
      if (kind === 0) {
        for (const k of seen) expect(topOf(rows, k, next)).toBeCloseTo(before.get(k) ?? Number.NaN)
      }
      top = Math.max(0, Math.min(rows.offset(rows.indexOf(next.key)) - next.delta, rows.total - viewport))
    }
  })

  it('draws all that is in sight and little more', () => {
    const any = random(seed)
    const rows = measured(range(0, 500))
    const viewport = 200 + any(1000)
    for (let i = 0; i < 30; i++) {
      const top = any(Math.floor(rows.total - viewport))
      const [from, to] = span(rows, top, viewport, 100)
      expect(rows.offset(from)).toBeLessThanOrEqual(top)
      expect(rows.offset(to)).toBeGreaterThanOrEqual(top + viewport)
      expect(rows.offset(to) - rows.offset(from)).toBeLessThan(viewport + 200 + 2 * 320)
    }
  })
})

it('holds the nearest row that is left when the one in sight goes', () => {
  const rows = measured(range(0, 10))
  const place = { key: '5', delta: 30 }
  const after = rows.offset(6) - rows.offset(5) + 30
  expect(rows.setKeys(['0', '6', '7'], place)).toEqual({ key: '6', delta: after })
  expect(rows.setKeys(['0'], { key: '6', delta: 0 })?.key).toBe('0')
  expect(rows.setKeys(['x'], { key: '0', delta: 0 })).toBeUndefined()
})
