// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { MenuButton } from './MenuButton'
import { Popover } from './Popover'
import './browser.fake'

afterEach(cleanup)

function setup(keepFocus = false) {
  const [at, setAt] = createSignal<HTMLElement>()
  render(() => (
    <main>
      <button type="button" onClick={(e) => setAt(at() ? undefined : e.currentTarget)}>
        Emoji
      </button>
      <Popover at={at()} label="Emoji" keepFocus={keepFocus} onClose={() => setAt(undefined)}>
        <button type="button">Smile</button>
        <MenuButton label="Tones" items={() => [{ label: 'Light', onSelect() {} }]} />
      </Popover>
      <button type="button">Elsewhere</button>
    </main>
  ))
  const opener = screen.getByRole('button', { name: 'Emoji' })
  opener.focus()
  fireEvent.click(opener)
  return opener
}

const panel = () => screen.queryByRole('dialog', { name: 'Emoji' })

it('takes the focus and gives it back', () => {
  const opener = setup()
  expect(document.activeElement?.textContent).toBe('Smile')
  fireEvent.keyDown(document.activeElement ?? opener, { key: 'Escape' })
  expect(panel()).toBeNull()
  expect(document.activeElement).toBe(opener)
})

it('leaves the focus to who types', () => {
  const opener = setup(true)
  expect(panel()).not.toBeNull()
  expect(document.activeElement).toBe(opener)
})

it('closes by a press elsewhere, not by its own button or a menu above it', () => {
  const opener = setup()
  fireEvent.pointerDown(opener)
  fireEvent.pointerDown(screen.getByRole('button', { name: 'Smile' }))
  expect(panel()).not.toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Tones' }))
  fireEvent.pointerDown(screen.getByRole('menuitem', { name: 'Light' }))
  fireEvent.click(screen.getByRole('menuitem', { name: 'Light' }))
  expect(panel()).not.toBeNull()
  fireEvent.pointerDown(screen.getByRole('button', { name: 'Elsewhere' }))
  expect(panel()).toBeNull()
})

it('closes when Tab leaves it', () => {
  setup()
  screen.getByRole('button', { name: 'Elsewhere' }).focus()
  expect(panel()).toBeNull()
  expect(document.activeElement?.textContent).toBe('Elsewhere')
})
