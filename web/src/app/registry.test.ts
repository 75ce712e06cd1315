import { expect, it } from 'vitest'
import { freeSlot, parseRegistry } from './registry'

it.each([
  [null, { slots: [0], active: 0 }],
  ['nonsense', { slots: [0], active: 0 }],
  ['{"slots":[],"active":0}', { slots: [0], active: 0 }],
  ['{"slots":[2,0],"active":0}', { slots: [2, 0], active: 0 }],
  ['{"slots":[1,1,9,-1,"x"],"active":7}', { slots: [1], active: 1 }],
])('reads %s', (text, registry) => {
  expect(parseRegistry(text)).toEqual(registry)
})

it('finds room for another account', () => {
  expect(freeSlot([0, 2])).toBe(1)
  expect(freeSlot([0, 1, 2, 3])).toBeUndefined()
})
