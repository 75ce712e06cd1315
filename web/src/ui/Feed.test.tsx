// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import { Feed, type FeedHandle } from './Feed'
import { VirtualRows } from './VirtualRows'
import './browser.fake'

// jsdom lays nothing out: e2e/feed tries what is seen. Here is what is said and called.

afterEach(cleanup)

const range = (a: number, b: number) => Array.from({ length: b - a }, (_, i) => `m${a + i}`)

it('a feed draws the rows near its end, by key, and keeps them', async () => {
  const [keys, setKeys] = createSignal(range(0, 1000))
  const drawn = vi.fn((key: string) => <p>{key}</p>)
  render(() => <Feed keys={keys()} label="Messages" live="polite" render={drawn} />)
  const log = screen.getByRole('log', { name: 'Messages' })
  expect(log.getAttribute('aria-live')).toBe('polite')
  expect(log.tabIndex).toBe(0)
  await waitFor(() => expect(screen.getByText('m999')).toBeDefined())
  expect(screen.queryByText('m10')).toBeNull()
  const last = screen.getByText('m999')
  const times = drawn.mock.calls.filter(([k]) => k === 'm999').length
  setKeys(range(-50, 1000))
  await waitFor(() => expect(screen.getByText('m999')).toBe(last))
  expect(drawn.mock.calls.filter(([k]) => k === 'm999')).toHaveLength(times)
})

it('a feed knows what it cannot show', () => {
  let feed: FeedHandle | undefined
  render(() => (
    <Feed
      keys={range(0, 5)}
      label="Messages"
      render={(key) => key}
      ref={(h) => {
        feed = h
      }}
    />
  ))
  expect(feed?.scrollToKey('m3', { flash: true })).toBe(true)
  expect(feed?.scrollToKey('x')).toBe(false)
})

it('rows of a list know their place, and arrows move between them', async () => {
  render(() => <VirtualRows keys={range(0, 300)} label="Chats" render={(key) => <a href={`#/${key}`}>{key}</a>} />)
  expect(screen.getByRole('list', { name: 'Chats' })).toBeDefined()
  const first = await screen.findByRole('link', { name: 'm0' })
  const item = first.closest('[role=listitem]')
  expect(item?.getAttribute('aria-setsize')).toBe('300')
  expect(item?.getAttribute('aria-posinset')).toBe('1')
  first.focus()
  fireEvent.keyDown(first, { key: 'ArrowDown' })
  await waitFor(() => expect(document.activeElement?.textContent).toBe('m1'))
  fireEvent.keyDown(document.activeElement ?? first, { key: 'ArrowUp' })
  fireEvent.keyDown(document.activeElement ?? first, { key: 'ArrowUp' })
  expect(document.activeElement?.textContent).toBe('m0')
})
