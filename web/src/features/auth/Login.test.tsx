// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, expect, it, vi } from 'vitest'
import { AccountContext, openAccount } from '../../api/account'
import type { Port, Reply, Request } from '../../api/client'
import { Login } from '.'

afterEach(cleanup)

const device = { model: 'Test', system: 'Test', version: '1', language: 'en' }
const server = { name: 'Home', testNumbers: true, links: 'https://home.example/' }

/** A worker that answers as it is told; an answer that is an error fails the call. */
function setup(answers: Record<string, unknown>, onCancel?: () => void) {
  const asked: unknown[] = []
  const all: Record<string, unknown> = { server, countries: [], ...answers }
  const port: Port = {
    onmessage: null,
    postMessage(request: Request) {
      if (request.kind !== 'call') return
      asked.push([request.method, request.args])
      const answer = all[request.method]
      const { call } = request
      const reply: Reply =
        answer instanceof Error
          ? { kind: 'failed', call, error: { code: 400, text: answer.message } }
          : { kind: 'done', call, value: answer }
      queueMicrotask(() => port.onmessage?.(new MessageEvent('message', { data: reply })))
    },
    terminate() {},
  }
  const account = openAccount(0, port, device, 'https://home.example')
  render(() => (
    <AccountContext.Provider value={account}>
      <Login onCancel={onCancel} />
    </AccountContext.Provider>
  ))
  return asked
}

const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })

it('logs in by number and code, which goes off by itself', async () => {
  const asked = setup({
    countries: [{ iso: 'US', name: 'United States', code: '1' }],
    sendCode: { hash: 'h', via: 'sms', length: 5 },
    signIn: { kind: 'in', me: 1 },
  })
  expect(await screen.findByRole('heading', { name: 'Log in to Home' })).toBeTruthy()
  await screen.findByLabelText('Country')
  type('Phone number', '9996621234')
  expect(screen.getByLabelText<HTMLInputElement>('Phone number').value).toBe('+999 66 2 1234')
  fireEvent.click(screen.getByRole('button', { name: 'Next' }))
  await screen.findByLabelText('Code')
  expect(screen.getByText('This is a test number: its code is 22222.')).toBeTruthy()
  type('Code', '2222')
  expect(asked.at(-1)).toEqual(['sendCode', { phone: '+9996621234' }])
  type('Code', '22222')
  expect(asked.at(-1)).toEqual(['signIn', { phone: '+9996621234', hash: 'h', code: '22222' }])
})

it('says what is wrong at the field that it is about', async () => {
  setup({ sendCode: new Error('PHONE_NUMBER_INVALID') })
  type('Phone number', '+1')
  fireEvent.click(screen.getByRole('button', { name: 'Next' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toBe('This is no phone number. Check the country and the digits.')
  expect(screen.getByLabelText('Phone number').getAttribute('aria-describedby')).toBe(alert.id)
  type('Phone number', '+12')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('asks who is new for names', async () => {
  const asked = setup({
    sendCode: { hash: 'h', via: 'app', length: 5 },
    signIn: { kind: 'signUp', terms: 'Be kind' },
    signUp: { kind: 'in', me: 1 },
  })
  type('Phone number', '+15551234')
  fireEvent.click(screen.getByRole('button', { name: 'Next' }))
  await screen.findByLabelText('Code')
  type('Code', '12345')
  await screen.findByLabelText('First name')
  expect(screen.getByText('Be kind')).toBeTruthy()
  type('First name', 'Ann')
  fireEvent.click(screen.getByRole('button', { name: 'Sign up' }))
  expect(asked.at(-1)).toEqual(['signUp', { phone: '+15551234', hash: 'h', firstName: 'Ann', lastName: '' }])
})

it('leads back to the other accounts where there are some', () => {
  const cancel = vi.fn()
  setup({}, cancel)
  fireEvent.click(screen.getByRole('button', { name: 'Back to your chats' }))
  expect(cancel).toHaveBeenCalledOnce()
})
