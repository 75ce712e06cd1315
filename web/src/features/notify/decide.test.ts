import { expect, it } from 'vitest'
import { decide, type Situation, scopeOf } from './decide'

const now = 1_000_000
const message = { out: false, date: now, silent: false, mentioned: false, read: false }
const scope = { mutedUntil: 0, previews: true, sound: true }
const usual: Situation = { now, message, scope, own: {}, watched: false, present: false }

const cases: [string, Partial<Situation>, string][] = [
  ['a message while nobody is here', {}, 'notice sound preview'],
  ['one while another chat is looked at', { present: true }, 'sound preview'],
  ['one in the chat that is looked at', { watched: true, present: true }, ''],
  ['one of oneself', { message: { ...message, out: true } }, ''],
  ['one that was read elsewhere', { message: { ...message, read: true } }, ''],
  ['one that was missed long ago', { message: { ...message, date: now - 3600 } }, ''],
  ['one sent silently', { message: { ...message, silent: true } }, 'notice preview'],
  ['one of a muted chat', { own: { mutedUntil: now + 60 } }, ''],
  ['one of a chat that is no longer muted', { own: { mutedUntil: now - 60 } }, 'notice sound preview'],
  [
    'a mention in a muted chat',
    { own: { mutedUntil: now + 60 }, message: { ...message, mentioned: true } },
    'notice sound preview',
  ],
  ['one of a muted kind', { scope: { ...scope, mutedUntil: now + 60 } }, ''],
  [
    'one of an exception of a muted kind',
    { scope: { ...scope, mutedUntil: now + 60 }, own: { mutedUntil: 0 } },
    'notice sound preview',
  ],
  ['one without preview and sound', { scope: { mutedUntil: 0, previews: false, sound: false } }, 'notice'],
]

it.each(cases)('%s', (_, part, expected) => {
  const decision = decide({ ...usual, ...part })
  const words = [decision.notice && 'notice', decision.sound && 'sound', decision.preview && 'preview']
  expect(words.filter(Boolean).join(' ')).toBe(expected)
})

it('knows kinds of chats', () => {
  expect(scopeOf(undefined)).toBe('users')
})
