// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { Tabs, tabId } from './Tabs'

afterEach(() => {
  cleanup()
  document.documentElement.dir = ''
})

function Folders() {
  const [value, setValue] = createSignal('all')
  return (
    <>
      <Tabs
        label="Folders"
        panel="chats"
        value={value()}
        onChange={setValue}
        tabs={[
          { key: 'all', label: 'All', badge: 3 },
          { key: 'people', label: 'People', badge: 0 },
          { key: 'work', label: 'Work' },
        ]}
      />
      <div id="chats" role="tabpanel" aria-labelledby={tabId('chats', value())} />
    </>
  )
}

const chosen = () => screen.getByRole('tab', { selected: true })

it('has one stop for the keyboard and chooses by arrows', () => {
  render(() => <Folders />)
  expect(screen.getByRole('tablist', { name: 'Folders' })).toBeDefined()
  expect(screen.getAllByRole('tab').filter((tab) => tab.tabIndex === 0)).toEqual([chosen()])
  expect(chosen().textContent).toBe('All3')
  fireEvent.keyDown(chosen(), { key: 'ArrowRight' })
  expect(chosen().textContent).toBe('People')
  expect(document.activeElement).toBe(chosen())
  fireEvent.keyDown(chosen(), { key: 'End' })
  fireEvent.keyDown(chosen(), { key: 'ArrowRight' })
  expect(chosen().textContent).toBe('All3')
  fireEvent.click(screen.getByRole('tab', { name: 'Work' }))
  expect(screen.getByRole('tabpanel', { name: 'Work' })).toBeDefined()
})

it('turns the arrows where lines run from right to left', () => {
  document.documentElement.dir = 'rtl'
  document.body.style.direction = 'rtl'
  render(() => <Folders />)
  fireEvent.keyDown(chosen(), { key: 'ArrowLeft' })
  expect(chosen().textContent).toBe('People')
  document.body.style.direction = ''
})
