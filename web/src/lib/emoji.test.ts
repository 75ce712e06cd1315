import { expect, test } from 'vitest'
import { emojiOnly } from './emoji'

test.each([
  ['👍', 1],
  ['👍🏽 ❤️', 2],
  ['👨‍👩‍👧‍👦', 1],
  ['🇩🇪🇫🇷', 2],
  ['1', 0],
  ['7️⃣', 1],
  ['ok 👍', 0],
  ['', 0],
  ['   ', 0],
  ['👍\n👍', 0],
  ['👍👍👍👍👍👍👍', 0],
])('%s', (text, n) => expect(emojiOnly(text)).toBe(n))
