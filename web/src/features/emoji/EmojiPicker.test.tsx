// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { EmojiPicker, forgetEmoji, recentEmoji, suggest } from '.'
import { loadEmoji } from './data'
import { setTone } from './recent'

beforeAll(async () => {
  // What a page fetches while it shows that it does.
  await Promise.all([import('./EmojiPicker'), loadEmoji()])
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  HTMLElement.prototype.showPopover = () => {}
  HTMLElement.prototype.hidePopover = () => {}
})
beforeEach(() => forgetEmoji())
afterEach(cleanup)

async function open() {
  const picked: string[] = []
  render(() => <EmojiPicker onPick={(e) => picked.push(e)} />)
  const grid = await screen.findByRole('grid', { name: 'Emoji' })
  return { picked, grid, field: screen.getByRole('searchbox') }
}

it('picks with the mouse and remembers', async () => {
  const { picked, grid } = await open()
  fireEvent.click(within(grid).getByRole('gridcell', { name: 'grinning face' }))
  expect(picked).toEqual(['😀'])
  expect(recentEmoji()).toEqual(['😀'])
  cleanup()
  const again = await open()
  expect(within(again.grid).getAllByRole('rowheader')[0]?.textContent).toBe('Recently used')
})

it('finds by words, and picks the first with Enter', async () => {
  const { picked, field } = await open()
  fireEvent.input(field, { target: { value: 'party pop' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(picked).toEqual(['🎉'])
  fireEvent.input(field, { target: { value: 'qqqq' } })
  expect(screen.getByText('No emoji is called that.')).toBeTruthy()
})

it('is walked by keys, with one stop for Tab', async () => {
  const { grid, field } = await open()
  expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(document.activeElement?.getAttribute('aria-label')).toBe('grinning face')
  fireEvent.keyDown(grid, { key: 'ArrowRight' })
  expect(document.activeElement?.getAttribute('aria-label')).toBe('grinning face with big eyes')
  fireEvent.keyDown(grid, { key: 'ArrowDown' })
  expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
})

it('puts skin tones on', async () => {
  const { picked, field } = await open()
  fireEvent.click(screen.getByRole('button', { name: 'Skin tone: No skin tone' }))
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: /Medium dark/, hidden: true }))
  expect(screen.getByRole('button', { name: 'Skin tone: Medium dark' })).toBeTruthy()
  fireEvent.input(field, { target: { value: ':wave' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(picked).toEqual(['👋🏾'])
  fireEvent.contextMenu(screen.getByRole('gridcell', { name: 'waving hand' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: /No skin tone/, hidden: true }))
  expect(picked).toEqual(['👋🏾', '👋'])
})

it('suggests what one uses among what fits as well', async () => {
  const before = await suggest('hear')
  expect(before[0]?.emoji).not.toBe('💔')
  const { field } = await open()
  fireEvent.input(field, { target: { value: 'broken_heart' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect((await suggest('hear'))[0]).toEqual({ emoji: '💔', name: 'broken_heart' })
  expect((await suggest('smi')).slice(0, 3).map((s) => s.name)).toEqual(['smile', 'smirk', 'smiley'])
  setTone('🏽')
  expect((await suggest('thumbsup'))[0]?.emoji).toBe('👍🏽')
})
