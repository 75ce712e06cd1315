import { describe, expect, it } from 'vitest'
import { asksToBegin, plan, routeOf } from './plan'

const origin = 'https://sun.example'
const shell = ['/', '/icon.svg', '/assets/main-1.js']
const ask = (path: string, mode = 'cors', method = 'GET') =>
  plan({ method, mode, url: new URL(path, origin).href }, origin, shell)

describe('plan', () => {
  it('answers for the app', () => {
    expect(ask('/', 'navigate')).toBe('page')
    expect(ask('/?account=1', 'navigate')).toBe('page')
    expect(ask('/assets/main-1.js')).toBe('asset')
    expect(ask('/assets/lazy-of-a-newer-build.js')).toBe('asset')
    expect(ask('/client.json')).toBe('told')
    expect(ask('/icon.svg', 'no-cors')).toBe('still')
  })

  it('leaves alone what is not of the app', () => {
    expect(ask('/apiws')).toBe('none')
    expect(ask('/apiws', 'websocket')).toBe('none')
    expect(ask('/somebody', 'navigate')).toBe('none')
    expect(ask('/+invitation', 'navigate')).toBe('none')
    expect(ask('/assets/main-1.js', 'navigate')).toBe('none')
    expect(ask('/', 'cors', 'POST')).toBe('none')
    expect(ask('/sw.js')).toBe('none')
    expect(ask('https://other.example/assets/main-1.js')).toBe('none')
    expect(ask('https://other.example/', 'navigate')).toBe('none')
  })
})

describe('routeOf', () => {
  it('takes routes of the app alone', () => {
    expect(routeOf({ route: '#/c/12/7', slot: 2 })).toEqual({ route: '#/c/12/7', slot: 2 })
    expect(routeOf({ route: '#/c/12' })).toEqual({ route: '#/c/12', slot: 0 })
    for (const data of [undefined, null, 'x', {}, { route: 1 }, { route: 'https://other.example' }, { route: '/x' }]) {
      expect(routeOf(data)).toBeUndefined()
    }
  })
})

describe('asksToBegin', () => {
  it('listens to pages of the same build alone', () => {
    expect(asksToBegin({ kind: 'begin', build: 'a' }, 'a')).toBe(true)
    for (const data of [undefined, null, 'begin', {}, { kind: 'begin' }, { kind: 'begin', build: 'b' }]) {
      expect(asksToBegin(data, 'a')).toBe(false)
    }
  })
})
