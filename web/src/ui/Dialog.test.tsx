// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal, Show } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import { Confirm } from './Confirm'
import { Dialog } from './Dialog'
import { TextField } from './TextField'
import './browser.fake'

afterEach(cleanup)

function setup(firm = false) {
  const [open, setOpen] = createSignal(false)
  const onClose = vi.fn(() => setOpen(false))
  render(() => (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        New group
      </button>
      <Dialog open={open()} onClose={onClose} title="New group" firm={firm}>
        <TextField label="Name" value="" onInput={() => {}} />
      </Dialog>
    </>
  ))
  const opener = screen.getByRole('button', { name: 'New group' })
  opener.focus()
  fireEvent.click(opener)
  return { onClose, opener, dialog: screen.getByRole('dialog', { name: 'New group' }) }
}

it('opens at its first field and gives the focus back', () => {
  const { onClose, opener } = setup()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }))
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledOnce()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(opener)
})

it('closes by Escape, once', () => {
  const { onClose, dialog } = setup()
  expect(fireEvent(dialog, new Event('cancel', { cancelable: true }))).toBe(false)
  expect(onClose).toHaveBeenCalledOnce()
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('does not ask to be closed when it is taken away', () => {
  const onClose = vi.fn()
  const [there, setThere] = createSignal(true)
  render(() => (
    <Show when={there()}>
      <Dialog open onClose={onClose} title="Join a group">
        Kite club
      </Dialog>
    </Show>
  ))
  setThere(false)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(onClose).not.toHaveBeenCalled()
})

it('closes by a press outside, unless it is firm', () => {
  const press = (el: Element) => {
    fireEvent.pointerDown(el, { clientX: -5, clientY: -5 })
    fireEvent.click(el, { clientX: -5, clientY: -5 })
  }
  const one = setup()
  press(one.dialog)
  expect(one.onClose).toHaveBeenCalledOnce()
  cleanup()
  const two = setup(true)
  press(two.dialog)
  expect(two.onClose).not.toHaveBeenCalled()
})

it('keeps what is pressed inside to itself', () => {
  const outer = vi.fn()
  render(() => (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it stands for a row around a dialog
    <div onClick={outer}>
      <Dialog open onClose={() => {}} title="Info">
        <button type="button">Inside</button>
      </Dialog>
    </div>
  ))
  fireEvent.click(screen.getByRole('button', { name: 'Inside' }))
  expect(outer).not.toHaveBeenCalled()
})

it('asks, is busy while it is done, and says when that fails', async () => {
  const onClose = vi.fn()
  let fail: (e: Error) => void = () => {}
  const onConfirm = vi.fn(() => new Promise<void>((_, no) => (fail = no)))
  render(() => (
    <Confirm
      open
      title="Delete chat?"
      text="For ever."
      confirm="Delete"
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    />
  ))
  expect(screen.getByRole('alertdialog', { name: 'Delete chat?', description: 'For ever.' })).toBeDefined()
  const yes = screen.getByRole('button', { name: 'Delete' })
  fireEvent.click(yes)
  fireEvent.click(yes)
  expect(onConfirm).toHaveBeenCalledOnce()
  expect(yes.getAttribute('aria-busy')).toBe('true')
  fail(new Error('no connection'))
  expect((await screen.findByRole('alert')).textContent).toContain('did not work')
  expect(onClose).not.toHaveBeenCalled()
  expect(yes.getAttribute('aria-busy')).toBeNull()
})
