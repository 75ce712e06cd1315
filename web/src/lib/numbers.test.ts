import { expect, it } from 'vitest'
import { compact, percent, shares, size } from './numbers'
import { random } from './random.test-data'

it('is short', () => {
  expect([0, 950, 1000, 1260, 12_345, 999_999, 1_000_000, 2_345_678].map((n) => compact(n, 'en'))).toEqual([
    '0',
    '950',
    '1K',
    '1.2K',
    '12.3K',
    '999.9K',
    '1M',
    '2.3M',
  ])
  expect(percent(0.425, 'en')).toBe('43%')
  expect([0, 999, 1500, 15_400_000].map((n) => size(n, 'en'))).toEqual(['0 byte', '999 byte', '1.5 kB', '15 MB'])
})

it('makes percents that add up', () => {
  expect(shares([1, 1])).toEqual([50, 50])
  expect(shares([0, 0])).toEqual([0, 0])
  expect(shares([2, 1])).toEqual([67, 33])
  expect(shares([1, 1, 1])).toEqual([33, 33, 33])
  const r = random(5)
  for (let round = 0; round < 300; round++) {
    const parts = Array.from({ length: 1 + r(8) }, () => r(50))
    const out = shares(parts)
    const total = out.reduce((a, b) => a + b, 0)
    expect(total).toBeLessThanOrEqual(100)
    parts.forEach((p, i) => {
      expect(
        Math.abs(
          (out[i] ?? 0) -
            (p * 100) /
              Math.max(
                1,
                parts.reduce((a, b) => a + b, 0),
              ),
        ),
      ).toBeLessThan(1)
      parts.forEach((q, k) => {
        if (q === p) expect(out[k]).toBe(out[i])
      })
    })
  }
})
