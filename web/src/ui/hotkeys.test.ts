// @vitest-environment jsdom
import { createRoot } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import { addHotkey, hotkeys, keyCaps, matches, runHotkey, useHotkey } from './hotkeys'

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) => {
  const e = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  let ran = false
  const hear = (event: Event) => {
    ran = runHotkey(event as KeyboardEvent)
  }
  document.addEventListener('keydown', hear)
  target.dispatchEvent(e)
  document.removeEventListener('keydown', hear)
  return ran
}

const undo: (() => void)[] = []
const add = (...args: Parameters<typeof addHotkey>) => undo.push(addHotkey(...args))
afterEach(() => {
  for (const fn of undo.splice(0)) fn()
  document.body.replaceChildren()
})

describe('matches', () => {
  const key = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more })
  it('takes modifiers exactly', () => {
    expect(matches(key('k', { ctrlKey: true }), 'Mod+K')).toBe(true)
    expect(matches(key('k'), 'Mod+K')).toBe(false)
    expect(matches(key('K', { ctrlKey: true, shiftKey: true }), 'Mod+K')).toBe(false)
    expect(matches(key('ArrowUp', { altKey: true }), 'Alt+ArrowUp')).toBe(true)
    expect(matches(key('ArrowUp', { altKey: true, ctrlKey: true }), 'Alt+ArrowUp')).toBe(false)
  })
  it('finds letters in layouts that have others, and signs wherever they are', () => {
    expect(matches(key('л', { ctrlKey: true, code: 'KeyK' }), 'Mod+K')).toBe(true)
    expect(matches(key('j', { ctrlKey: true, code: 'KeyK' }), 'Mod+K')).toBe(false)
    expect(matches(key('?', { shiftKey: true }), '?')).toBe(true)
    expect(matches(key('?'), '?')).toBe(true)
  })
})

describe('runHotkey', () => {
  it('asks by priority, then the last, and goes on where there is nothing to do', () => {
    const ran: string[] = []
    const one = (name: string, done: boolean) => () => {
      ran.push(name)
      return done
    }
    add({ keys: 'Escape', priority: 10, run: one('pane', false) })
    add({ keys: 'Escape', run: one('first', true) })
    add({ keys: 'Escape', run: one('second', false) })
    expect(press('Escape')).toBe(true)
    expect(ran).toEqual(['pane', 'second', 'first'])
  })
  it('leaves plain keys to who types', () => {
    const field = document.body.appendChild(document.createElement('input'))
    add({ keys: '?', run: () => undefined })
    add({ keys: 'Mod+K', run: () => undefined })
    expect(press('?', {}, field)).toBe(false)
    expect(press('?')).toBe(true)
    expect(press('k', { ctrlKey: true }, field)).toBe(true)
  })
  it('forgets those of components that are gone', () => {
    createRoot((dispose) => {
      useHotkey({ keys: 'x', run: () => undefined })
      expect(hotkeys()).toHaveLength(1)
      dispose()
    })
    expect(hotkeys()).toHaveLength(0)
  })
})

it('says what is on the keys', () => {
  expect(keyCaps('Mod+Shift+k')).toEqual(['Ctrl', 'Shift', 'K'])
  expect(keyCaps('Alt+ArrowUp')).toEqual(['Alt', '↑'])
})
