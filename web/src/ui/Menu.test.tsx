// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { contextMenu } from './context'
import { Menu, type MenuItem } from './Menu'
import { MenuButton } from './MenuButton'
import type { Anchor } from './place'
import './browser.fake'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const onSelect = vi.fn()
const items: MenuItem[] = [
  { label: 'Reply', onSelect },
  { label: 'Copy', onSelect },
  { label: 'Pin', checked: true, onSelect },
  { label: 'Report', disabled: true, onSelect },
  'line',
  { label: 'Remove', danger: true, onSelect },
]

function openByButton() {
  render(() => <MenuButton label="More" items={() => items} />)
  const button = screen.getByRole('button', { name: 'More' })
  button.focus()
  fireEvent.click(button, { detail: 0 })
  return button
}

const focused = () => document.activeElement?.textContent
const key = (k: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: k })

it('opens at a button, says so, and gives the focus to its first item', () => {
  const button = openByButton()
  expect(screen.getByRole('menu', { name: 'More' })).toBeDefined()
  expect(button.getAttribute('aria-expanded')).toBe('true')
  expect(focused()).toBe('Reply')
  expect(screen.getByRole('menuitemcheckbox', { name: 'Pin', checked: true })).toBeDefined()
})

it('is moved through by arrows, Home, End and first letters', () => {
  openByButton()
  key('ArrowDown')
  expect(focused()).toBe('Copy')
  key('End')
  expect(focused()).toBe('Remove')
  key('ArrowDown')
  expect(focused()).toBe('Reply')
  key('ArrowUp')
  expect(focused()).toBe('Remove')
  key('Home')
  expect(focused()).toBe('Reply')
  key('p')
  expect(focused()).toBe('Pin')
  vi.advanceTimersByTime(2000)
})

it('has what is above its items one step up', () => {
  render(() => (
    <Menu
      at={{ x: 5, y: 5 }}
      label="Actions"
      items={items}
      onClose={() => {}}
      header={<button type="button">Heart</button>}
    />
  ))
  expect(focused()).toBe('Reply')
  key('ArrowUp')
  expect(focused()).toBe('Heart')
  key('ArrowDown')
  expect(focused()).toBe('Reply')
})

it('keeps its place when the items are made anew', () => {
  const [muted, setMuted] = createSignal(false)
  const fresh = (): MenuItem[] => [
    { label: 'Reply', onSelect },
    { label: muted() ? 'Unmute' : 'Mute', onSelect },
  ]
  render(() => <MenuButton label="More" items={fresh} />)
  fireEvent.click(screen.getByRole('button', { name: 'More' }), { detail: 0 })
  key('ArrowDown')
  setMuted(true)
  expect(focused()).toBe('Unmute')
})

it('closes by Escape and Tab, and gives the focus back', () => {
  for (const k of ['Escape', 'Tab']) {
    const button = openByButton()
    key(k)
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-expanded')).toBe('false')
    cleanup()
  }
})

it('does what is chosen after the focus is back', () => {
  const button = openByButton()
  onSelect.mockImplementationOnce(() => expect(document.activeElement).toBe(button))
  fireEvent.click(screen.getByRole('menuitem', { name: 'Remove' }))
  expect(onSelect).toHaveBeenCalledOnce()
  expect(screen.queryByRole('menu')).toBeNull()
})

it('closes by a press elsewhere', () => {
  openByButton()
  fireEvent.pointerDown(screen.getByRole('menu'))
  expect(screen.getByRole('menu')).toBeDefined()
  fireEvent.pointerDown(document.body)
  expect(screen.queryByRole('menu')).toBeNull()
})

function Row(props: { onPress: () => void }) {
  const [at, setAt] = createSignal<Anchor>()
  return (
    <>
      <button type="button" onClick={props.onPress} {...contextMenu(setAt)}>
        Message
      </button>
      <Menu at={at()} label="Actions" items={items} onClose={() => setAt(undefined)} />
    </>
  )
}

it('opens by the right button and by a long press', () => {
  render(() => <Row onPress={() => {}} />)
  const row = screen.getByRole('button', { name: 'Message' })
  fireEvent.contextMenu(row, { clientX: 40, clientY: 50 })
  expect(screen.getByRole('menu', { name: 'Actions' })).toBeDefined()
  key('Escape')
  vi.advanceTimersByTime(5000)

  const touches = [{ clientX: 10, clientY: 10 }]
  fireEvent.touchStart(row, { touches })
  vi.advanceTimersByTime(200)
  fireEvent.touchMove(row, { touches: [{ clientX: 10, clientY: 40 }] }) // it was a scroll
  vi.advanceTimersByTime(1000)
  expect(screen.queryByRole('menu')).toBeNull()

  fireEvent.touchStart(row, { touches })
  vi.advanceTimersByTime(500)
  expect(screen.getByRole('menu', { name: 'Actions' })).toBeDefined()
  expect(fireEvent.touchEnd(row), 'the end of a long press is no press').toBe(false)
})
