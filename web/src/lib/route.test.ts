import { expect, test } from 'vitest'
import { formatRoute, parseRoute, type Route } from './route'

const routes: [string, Route][] = [
  ['#/', { at: 'chats' }],
  ['#/c/12', { at: 'chat', chat: 12 }],
  ['#/c/-1000000000012/7', { at: 'chat', chat: -1000000000012, message: 7 }],
  [
    '#/c/-1000000000012/7?topic=3&info=members',
    { at: 'chat', chat: -1000000000012, message: 7, topic: 3, info: 'members' },
  ],
  ['#/c/12?scheduled=', { at: 'chat', chat: 12, scheduled: true }],
  ['#/settings', { at: 'settings', page: '' }],
  ['#/settings/privacy/phone', { at: 'settings', page: 'privacy/phone' }],
  ['#/contacts', { at: 'contacts' }],
  ['#/archive', { at: 'archive' }],
  ['#/@alice/5', { at: 'username', name: 'alice', message: 5 }],
  ['#/+abc-_1', { at: 'invite', hash: 'abc-_1' }],
  ['#/@alice/5?topic=2&comment=9', { at: 'username', name: 'alice', message: 5, topic: 2, comment: 9 }],
  ['#/phone/4915112345?text=hi+there%3F', { at: 'phone', phone: '4915112345', text: 'hi there?' }],
  ['#/share?text=https%3A%2F%2Fexample.org%2F%3Fa%3Db', { at: 'share', text: 'https://example.org/?a=b' }],
  ['#/p/12/7', { at: 'private', channel: 12, message: 7 }],
]

test.each(routes)('%s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route)
  expect(formatRoute(route)).toBe(hash)
})

test.each(['#/nonsense', '#/c/x', '#/p/1', '#/c/1e9'])('%s leads nowhere', (hash) => {
  expect(parseRoute(hash)).toEqual({ at: 'unknown' })
})
