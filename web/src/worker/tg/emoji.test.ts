import { expect, it } from 'vitest'
import { find, index } from './emoji'

const words = index([
  { _: 'emojiKeyword', keyword: 'Käse', emoticons: ['🧀'] },
  { _: 'emojiKeyword', keyword: 'Katze', emoticons: ['🐈', '🐱'] },
  { _: 'emojiKeyword', keyword: 'Kater', emoticons: ['🐈'] },
  { _: 'emojiKeywordDeleted', keyword: 'Kuh', emoticons: ['🐄'] },
])

it('finds by the beginnings of words', () => {
  expect(find(words, 'kas', 9)).toEqual([{ emoji: '🧀', word: 'Käse' }])
  expect(find(words, ' KAT', 9).map((f) => f.emoji)).toEqual(['🐈', '🐱'])
  expect(find(words, 'k', 2)).toHaveLength(2)
  expect(find(words, 'z', 9)).toEqual([])
  expect(find(words, '', 9)).toEqual([])
})
