import { expect, it } from 'vitest'
import { choicesOf, keyOf, ruleWords, usernameProblem, withException } from './state'

const rule = { who: 'contacts', allow: [1, 2], deny: [3] } as const

it('says a rule in short', () => {
  expect(ruleWords({ who: 'nobody', allow: [], deny: [] })).toBe('Nobody')
  expect(ruleWords(rule)).toBe('My contacts (−1, +2)')
})

it('has nobody in both lists of exceptions', () => {
  expect(withException(rule, 'deny', [2, 3])).toEqual({ who: 'contacts', allow: [1], deny: [2, 3] })
  expect(withException(rule, 'allow', [])).toEqual({ who: 'contacts', allow: [], deny: [3] })
})

it('knows pages and choices', () => {
  expect(keyOf('privacy/phone')).toBe('phone')
  expect(keyOf('privacy/blocked')).toBeUndefined()
  expect(choicesOf('findByPhone')).not.toContain('nobody')
})

it.each([
  ['', undefined],
  ['ann_sun', undefined],
  ['ann', 'short'],
  ['1annsun', 'start'],
  ['ann sun', 'letters'],
  ['анна_солнце', 'letters'],
  ['a'.repeat(33), 'long'],
])('%s: %s', (name, problem) => {
  expect(usernameProblem(name)).toBe(problem)
})
