import { describe, expect, it } from 'vitest'
import { parseLink, routeOf } from './links'
import { formatRoute } from './route'

const prefix = 'https://sun.example/'

describe('parseLink', () => {
  it.each([
    ['https://t.me/durov', { at: 'username', name: 'durov' }],
    ['T.me/durov', { at: 'username', name: 'durov' }],
    ['https://sun.example/durov/12', { at: 'username', name: 'durov', message: 12 }],
    ['https://durov.t.me/12', { at: 'username', name: 'durov', message: 12 }],
    ['https://t.me/s/durov/12', { at: 'username', name: 'durov', message: 12 }],
    ['https://t.me/forum/3/12', { at: 'username', name: 'forum', message: 12, topic: 3 }],
    ['https://t.me/group/12?thread=7', { at: 'username', name: 'group', message: 12, topic: 7 }],
    ['https://t.me/chan/12?comment=5', { at: 'username', name: 'chan', message: 12, comment: 5 }],
    ['https://t.me/durov?text=hi%20you', { at: 'username', name: 'durov', text: 'hi you' }],
    ['https://t.me/somebot?start=x_1', { at: 'username', name: 'somebot', start: 'x_1' }],
    ['https://t.me/c/123/4', { at: 'private', channel: 123, message: 4 }],
    ['https://t.me/c/123/3/4', { at: 'private', channel: 123, message: 4, topic: 3 }],
    ['https://t.me/+AbC-d_e', { at: 'invite', hash: 'AbC-d_e' }],
    ['https://t.me/joinchat/AbC', { at: 'invite', hash: 'AbC' }],
    ['https://t.me/+1234567890', { at: 'phone', phone: '1234567890' }],
    ['https://t.me/addlist/abc', { at: 'folder', slug: 'abc' }],
    ['https://t.me/share/url?url=https://a.b&text=hi', { at: 'share', text: 'https://a.b\nhi' }],
    ['https://t.me/setlanguage/de', { at: 'language', code: 'de' }],
    ['https://t.me/proxy?server=a', { at: 'unknown' }],
    ['https://t.me/addtheme/x', { at: 'unknown' }],
    ['tg://resolve?domain=durov&post=12&thread=3', { at: 'username', name: 'durov', message: 12, topic: 3 }],
    ['tg:resolve?domain=durov', { at: 'username', name: 'durov' }],
    ['tg://resolve?phone=1234567', { at: 'phone', phone: '1234567' }],
    ['tg://join?invite=AbC', { at: 'invite', hash: 'AbC' }],
    ['tg://privatepost?channel=5&post=6', { at: 'private', channel: 5, message: 6 }],
    ['tg://user?id=42', { at: 'user', id: 42 }],
    ['tg://msg_url?url=a', { at: 'share', text: 'a' }],
    ['tg://settings/privacy', { at: 'settings', page: 'privacy' }],
    ['tg://premium_offer', { at: 'unknown' }],
    ['tg://join?invite=../x', { at: 'unknown' }],
  ])('reads %s', (link, target) => expect(parseLink(link, prefix)).toEqual(target))

  it.each([
    'https://example.org/durov',
    'https://t.me/',
    'https://t.me/a-b',
    'https://nott.me/durov',
    'mailto:a@t.me',
    'https://t.me.evil.example/durov',
    '',
    'https://',
  ])('leaves %j to the web', (link) => expect(parseLink(link, prefix)).toBeUndefined())

  it('knows a server below a path', () => {
    expect(parseLink('https://a.b/chat/durov', 'https://a.b/chat/')).toEqual({ at: 'username', name: 'durov' })
    expect(parseLink('https://a.b/durov', 'https://a.b/chat/')).toBeUndefined()
  })
})

it('leads to places in the app', () => {
  const to = (link: string) => {
    const target = parseLink(link, prefix)
    const route = target && routeOf(target)
    return route && formatRoute(route)
  }
  expect(to('https://sun.example/durov/12')).toBe('#/@durov/12')
  expect(to('https://sun.example/+AbC')).toBe('#/+AbC')
  expect(to('https://sun.example/c/5/6')).toBe('#/p/5/6')
  expect(to('tg://user?id=42')).toBe('#/c/42')
  expect(to('https://sun.example/share/url?url=a')).toBeUndefined()
})
