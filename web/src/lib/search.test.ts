import { expect, it } from 'vitest'
import { fold, highlight, matches, rank } from './search'

it('folds case and accents', () => {
  expect(fold('Łukasz ÆSIR straße Ёлка İstanbul')).toBe('lukasz aesir strasse елка istanbul')
})

it('finds names by the beginnings of their words', () => {
  expect(matches('jos gar', 'José García')).toBe(true)
  expect(matches('gar jos', 'José García')).toBe(true)
  expect(matches('arc', 'José García')).toBe(false)
  expect(matches('josé', 'Jose')).toBe(true)
  expect(matches('bob', 'Robert', 'bobby')).toBe(true)
  expect(matches('家', '家族')).toBe(true)
  expect(matches('', 'anybody')).toBe(true)
})

it('orders them', () => {
  expect(['Eva Ann', 'Annika', 'ann'].sort((a, b) => rank('Ann', a) - rank('Ann', b))).toEqual([
    'ann',
    'Annika',
    'Eva Ann',
  ])
})

it('marks what was found, where it is in the text', () => {
  const marked = (text: string, q: string) => highlight(text, q).map(([a, b]) => text.slice(a, b))
  expect(marked('José García', 'jose ga')).toEqual(['José', 'Ga'])
  expect(marked('👍 straße', 'stras')).toEqual(['straß'])
  expect(marked('Jose\u0301 x', 'jose')).toEqual(['Jose\u0301'])
  expect(marked('banana', 'ana')).toEqual([])
  expect(marked('a-b a', 'a')).toEqual(['a', 'a'])
  expect(marked('text', ' ')).toEqual([])
})
