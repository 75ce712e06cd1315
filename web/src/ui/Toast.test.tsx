// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Toasts, toast } from './Toast'
import './browser.fake'

beforeEach(() => {
  vi.useFakeTimers()
  render(() => <Toasts />)
})
afterEach(() => {
  vi.runAllTimers()
  cleanup()
  vi.useRealTimers()
})

const said = () => screen.getByRole('status').textContent

it('says one thing after the other', () => {
  toast('Copied')
  toast('Saved')
  toast('Saved')
  expect(said()).toBe('Copied')
  vi.advanceTimersByTime(4000)
  expect(said()).toBe('Saved')
  vi.advanceTimersByTime(4000)
  expect(said()).toBe('')
})

it('stays while it is pointed at', () => {
  toast('Copied')
  vi.advanceTimersByTime(3000)
  fireEvent.pointerEnter(screen.getByRole('status'))
  vi.advanceTimersByTime(60_000)
  expect(said()).toBe('Copied')
  fireEvent.pointerLeave(screen.getByRole('status'))
  vi.advanceTimersByTime(4000)
  expect(said()).toBe('')
})

it('does what it offers, once, and can be closed', async () => {
  const onClick = vi.fn()
  toast({ text: 'Chat archived', action: { label: 'Undo', onClick } })
  await Promise.resolve() // it comes to the top
  vi.advanceTimersByTime(6000)
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(onClick).toHaveBeenCalledOnce()
  expect(said()).toBe('')
  toast('Again')
  await Promise.resolve()
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(said()).toBe('')
})
