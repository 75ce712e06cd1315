import { expect, it } from 'vitest'
import { firstLocalId } from '../../api/message'
import { afterEvent } from './unsent'

it('follows what waits to be sent until it is confirmed or gone', () => {
  const [a, b] = [firstLocalId, firstLocalId + 1]
  expect(afterEvent([], { kind: 'new', chat: 1, id: 7, loud: true })).toBeUndefined()
  expect(afterEvent([a], { kind: 'new', chat: 1, id: b, loud: false })).toEqual([a, b])
  expect(afterEvent([a], { kind: 'new', chat: 1, id: a, loud: false })).toBeUndefined()
  expect(afterEvent([a, b], { kind: 'settled', chat: 1, from: a, id: 8 })).toEqual([b])
  expect(afterEvent([a, b], { kind: 'gone', chat: 1, ids: [b] })).toEqual([a])
  expect(afterEvent([a], { kind: 'reset', chat: 1 })).toBeUndefined()
})
