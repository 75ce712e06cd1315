import { expect, test, vi } from 'vitest'

vi.mock('@mtcute/wasm/mtcute.wasm?url', () => ({ default: '' }))

test('tries at once, then ever later, and at once again after a connection that lasted', async () => {
  const { patience } = await import('./connection')
  let now = 0
  const next = patience(
    () => now,
    () => 0,
  )
  const waits = Array.from({ length: 7 }, () => {
    const wait = next()
    now += wait
    return wait
  })
  expect(waits).toEqual([0, 1000, 2000, 3000, 4000, 5000, 5000])
  now += 20_000
  expect(next()).toBe(0)
})
