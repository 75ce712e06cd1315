import { describe, expect, it } from 'vitest'
import { parseLink } from '../../lib/links'
import { formatRoute } from '../../lib/route'
import { isLink, placeIn, routeOf } from './state'

const addressOf = (link: string): string | undefined => {
  const target = parseLink(link, 'https://home.example/')
  const route = target && routeOf(target)
  return route && formatRoute(route)
}

describe('routeOf', () => {
  it.each([
    ['https://t.me/alice', '#/@alice'],
    ['https://home.example/alice/5', '#/@alice/5'],
    ['https://home.example/c/12/7', '#/p/12/7'],
    ['tg://resolve?domain=news&post=3&comment=9', '#/@news/3?comment=9'],
    ['https://t.me/+abcDEF', '#/+abcDEF'],
    ['https://t.me/+4915112345678', '#/phone/4915112345678'],
    ['tg://user?id=77', '#/c/77'],
    ['https://t.me/share?url=https://example.org', '#/share?text=https%3A%2F%2Fexample.org'],
    ['tg://settings/devices', '#/settings/devices'],
  ])('%s opens %s', (link, address) => {
    expect(addressOf(link)).toBe(address)
  })
  it.each(['https://example.org/alice', 'https://t.me/addstickers/Cats'])('%s leads out', (link) => {
    expect(addressOf(link)).toBeUndefined()
  })
})

describe('placeIn', () => {
  it('finds messages, topics and comments', () => {
    expect(placeIn(-7, { at: 'username', name: 'x', message: 3 })).toEqual({ at: 'chat', chat: -7, message: 3 })
    expect(placeIn(-7, { at: 'private', channel: 7, message: 3, topic: 2 })).toEqual({
      at: 'chat',
      chat: -7,
      message: 3,
      topic: 2,
    })
    expect(placeIn(-7, { at: 'username', name: 'x', message: 3, comment: 9 })).toEqual({
      at: 'chat',
      chat: -7,
      topic: 3,
      message: 9,
    })
    expect(isLink({ at: 'chats' })).toBe(false)
  })
})
