// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import { RadioGroup } from './RadioGroup'
import { SearchField } from './SearchField'
import { Select } from './Select'
import { Slider } from './Slider'
import { Checkbox, Switch } from './Switch'
import { TextArea } from './TextArea'
import { TextField } from './TextField'
import './browser.fake'

afterEach(cleanup)

it('a text field has a name, a hint, and says what is wrong', () => {
  const [error, setError] = createSignal<string>()
  const [value, setValue] = createSignal('')
  render(() => (
    <TextField label="Username" hint="a to z" error={error()} value={value()} onInput={setValue} maxlength={32} />
  ))
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Username', description: 'a to z' })
  expect(field.maxLength).toBe(32)
  fireEvent.input(field, { target: { value: 'ada' } })
  expect(value()).toBe('ada')
  setError('This name is taken')
  expect(screen.getByRole('textbox', { description: 'This name is taken' }).getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByRole('alert').textContent).toBe('This name is taken')
})

it('a password is hidden until it is asked for', () => {
  render(() => <TextField label="Password" type="password" value="secret" onInput={() => {}} />)
  const field = screen.getByLabelText<HTMLInputElement>('Password')
  expect(field.type).toBe('password')
  fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
  expect(field.type).toBe('text')
  fireEvent.click(screen.getByRole('button', { name: 'Hide password' }))
  expect(field.type).toBe('password')
})

it('what is left to write is counted in characters, not in halves of them', () => {
  render(() => <TextField label="Name" count={5} value="a👍" onInput={() => {}} />)
  expect(screen.getByText('3')).toBeDefined()
  cleanup()
  render(() => <TextArea label="Bio" count={2} value="abc" onInput={() => {}} />)
  expect(screen.getByRole('textbox', { name: 'Bio' })).toBeDefined()
  expect(screen.getByText('-1')).toBeDefined()
})

it('a search field is emptied by Escape and by its button', () => {
  const [value, setValue] = createSignal('ada')
  const onClear = vi.fn()
  const outer = vi.fn()
  render(() => (
    // biome-ignore lint/a11y/noStaticElementInteractions: it stands for the pane around the field
    <div onKeyDown={outer}>
      <SearchField label="Search" value={value()} onInput={setValue} onClear={onClear} />
    </div>
  ))
  const field = screen.getByRole('searchbox', { name: 'Search' })
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(value()).toBe('')
  expect(outer).not.toHaveBeenCalled()
  fireEvent.input(field, { target: { value: 'bob' } })
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
  expect(value()).toBe('')
  expect(document.activeElement).toBe(field)
  expect(onClear).toHaveBeenCalledTimes(2)
  expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull()
})

it('a switch shows what its owner says', () => {
  const [on, setOn] = createSignal(false)
  const refuse = vi.fn()
  render(() => (
    <>
      <Switch label="Sound" hint="for all chats" checked={on()} onChange={setOn} />
      <Switch label="Locked" checked={false} onChange={refuse} />
      <Checkbox label="For both" checked={true} disabled onChange={refuse} />
    </>
  ))
  const sound = screen.getByRole<HTMLInputElement>('switch', { name: 'Sound', description: 'for all chats' })
  fireEvent.click(screen.getByText('Sound'))
  expect(on()).toBe(true)
  expect(sound.checked).toBe(true)
  const locked = screen.getByRole<HTMLInputElement>('switch', { name: 'Locked' })
  fireEvent.click(locked)
  expect(refuse).toHaveBeenCalledWith(true)
  expect(locked.checked).toBe(false)
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'For both' }).disabled).toBe(true)
})

it('one of a few is chosen', () => {
  const [who, setWho] = createSignal<'all' | 'some'>('all')
  render(() => (
    <RadioGroup
      label="Who sees it"
      value={who()}
      onChange={setWho}
      options={[
        { value: 'all', label: 'Everybody' },
        { value: 'some', label: 'Contacts', hint: 'and those I chose' },
      ]}
    />
  ))
  expect(screen.getByRole('group', { name: 'Who sees it' })).toBeDefined()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Everybody' }).checked).toBe(true)
  fireEvent.click(screen.getByRole('radio', { name: 'Contacts', description: 'and those I chose' }))
  expect(who()).toBe('some')
})

it('one of many is chosen, and a number', () => {
  const [lang, setLang] = createSignal<'en' | 'ar'>('en')
  const [size, setSize] = createSignal(15)
  render(() => (
    <>
      <Select
        label="Language"
        value={lang()}
        onChange={setLang}
        options={[
          { value: 'en', label: 'English' },
          { value: 'ar', label: 'العربية' },
        ]}
      />
      <Slider label="Size" min={12} max={20} value={size()} text={`${size()} px`} onInput={setSize} />
    </>
  ))
  fireEvent.change(screen.getByRole('combobox', { name: 'Language' }), { target: { value: 'ar' } })
  expect(lang()).toBe('ar')
  const slider = screen.getByRole('slider', { name: 'Size' })
  expect(slider.getAttribute('aria-valuetext')).toBe('15 px')
  fireEvent.input(slider, { target: { value: '18' } })
  expect(size()).toBe(18)
})
