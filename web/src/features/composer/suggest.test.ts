import { expect, it } from 'vitest'
import { rich } from '../../lib/edit'
import { docOf } from './editing'
import { replacementOf, tokenIn } from './suggest'

const token = (text: string) => tokenIn(docOf(rich(text)))

it('finds the word that is being typed', () => {
  expect(token('hi @al')).toEqual({ sign: '@', query: 'al', at: 3 })
  expect(token('@')).toEqual({ sign: '@', query: '', at: 0 })
  expect(token('(#tag')).toEqual({ sign: '#', query: 'tag', at: 1 })
  expect(token('ok :smi')).toEqual({ sign: ':', query: 'smi', at: 3 })
})

it('takes no addresses, times, smileys and code for one', () => {
  for (const text of ['me@example', 'at 10:30', ':)', ':D', 'x#y', 'word']) expect(token(text)).toBeUndefined()
  const code = rich('@al', [{ kind: 'code', offset: 0, length: 3 }])
  expect(tokenIn(docOf(code))).toBeUndefined()
})

it('mentions who has no username by name', () => {
  const bob = {
    kind: 'user',
    id: 7,
    name: 'Bob Builder',
    firstName: 'Bob',
    lastName: 'Builder',
    usernames: [],
    color: 0,
    verified: false,
    scam: false,
    fake: false,
    self: false,
    contact: true,
    mutual: true,
    bot: false,
    deleted: false,
    support: false,
    presence: { kind: 'recently' },
  } as const
  expect(replacementOf({ kind: 'person', peer: bob })).toEqual({
    text: 'Bob ',
    entities: [{ kind: 'mentionName', user: 7, offset: 0, length: 3 }],
  })
  expect(replacementOf({ kind: 'person', peer: { ...bob, username: 'bob', usernames: ['bob'] } }).text).toBe('@bob ')
})
