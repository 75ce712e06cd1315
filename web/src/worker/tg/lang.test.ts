import { expect, it } from 'vitest'
import { changes } from './lang'

it('has each form of a plural for itself', () => {
  const strings = [
    { _: 'langPackString', key: 'a.b', value: 'x' },
    { _: 'langPackStringPluralized', key: 'a.c', oneValue: 'one', otherValue: 'others' },
    { _: 'langPackStringDeleted', key: 'a.d' },
  ] as const
  expect(changes({ fromVersion: 2, version: 3, strings: [...strings] })).toEqual({
    version: 3,
    set: { 'a.b': 'x', 'a.c_one': 'one', 'a.c_other': 'others' },
    gone: ['a.c', 'a.d'],
    whole: false,
  })
  expect(changes({ fromVersion: 9, version: 3, strings: [] }).whole).toBe(true)
})
