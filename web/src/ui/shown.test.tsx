// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { initials } from '../lib/initials'
import { Avatar } from './Avatar'
import { Badge } from './Badge'
import { Bars } from './Bars'
import { Button } from './Button'
import { Chip } from './Chip'
import { Empty } from './Empty'
import { Failure } from './Failure'
import { IconButton } from './IconButton'
import { icons } from './icons'
import { ListRow } from './ListRow'
import { Progress } from './Progress'
import { QrCode } from './QrCode'
import { Section } from './Section'
import { Skeleton } from './Skeleton'
import './browser.fake'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('buttons', () => {
  it('do nothing while they are busy', () => {
    const onClick = vi.fn()
    render(() => (
      <>
        <Button busy onClick={onClick}>
          Send
        </Button>
        <IconButton icon="trash" label="Delete" busy onClick={onClick} />
      </>
    ))
    for (const name of ['Send', 'Delete']) fireEvent.click(screen.getByRole('button', { name, busy: true }))
    expect(onClick).not.toHaveBeenCalled()
  })

  it('do not send a form unless told, and not twice', () => {
    const sent = vi.fn((e: Event) => e.preventDefault())
    render(() => (
      <form onSubmit={sent}>
        <Button>Plain</Button>
        <Button type="submit">Go</Button>
        <Button type="submit" busy>
          Busy
        </Button>
      </form>
    ))
    for (const name of ['Plain', 'Busy', 'Go']) fireEvent.click(screen.getByRole('button', { name }))
    expect(sent).toHaveBeenCalledOnce()
  })

  it('with an icon have a name and a state', () => {
    render(() => <IconButton icon="bell" label="Notifications" pressed={false} />)
    expect(screen.getByRole('button', { name: 'Notifications', pressed: false })).toBeDefined()
  })
})

describe('avatars', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada king lovelace', 'AL'],
    ['Bob', 'B'],
    ['  ', ''],
    ['🚀 Rockets', 'R'],
    ['🚀', '🚀'],
    ['👩‍👩‍👧 fam', 'F'],
    ['(Émile) zola', 'ÉZ'],
    ['دينا علي', 'دع'],
    ['山田', '山'],
  ])('of %s shows %s', (name, letters) => {
    expect(initials(name)).toBe(letters)
  })

  it('show initials until a photo has come', () => {
    render(() => <Avatar name="Ada Lovelace" color={9} photo="photo.jpg" label="Ada Lovelace" online />)
    const avatar = screen.getByRole('img', { name: 'Ada Lovelace' })
    expect(avatar.textContent).toBe('AL')
    expect(avatar.style.getPropertyValue('--ground')).toBe('var(--peer-2-fill)')
  })

  it('are silent beside a name', () => {
    render(() => <Avatar name="Ada" color={-1} />)
    expect(screen.queryByRole('img')).toBeNull()
    expect(screen.getByText('A').closest('[aria-hidden="true"]')).not.toBeNull()
  })
})

describe('rows', () => {
  it('are a link, a button, or neither', () => {
    const onClick = vi.fn()
    render(() => (
      <>
        <ListRow title="Ada" subtitle="hello" href="#/ada" current />
        <ListRow title="Privacy" onClick={onClick} />
        <ListRow title="Version" trailing="1.0" />
      </>
    ))
    expect(screen.getByRole('link', { name: /Ada ?hello/, current: 'page' }).getAttribute('href')).toBe('#/ada')
    fireEvent.click(screen.getByRole('button', { name: 'Privacy' }))
    expect(onClick).toHaveBeenCalledOnce()
    expect(screen.getByText('Version').closest('a, button')).toBeNull()
  })

  it('come in groups with a name', () => {
    render(() => (
      <Section title="Account" footer="Only you see this">
        <ListRow title="Phone" />
      </Section>
    ))
    expect(within(screen.getByRole('group', { name: 'Account' })).getByText('Phone')).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Account' })).toBeDefined()
  })

  it('have badges that can be understood', () => {
    render(() => (
      <>
        <Badge count={12345} />
        <Badge count={3} label="3 unread messages" />
      </>
    ))
    expect(screen.getByText('999+')).toBeDefined()
    expect(screen.getByRole('img', { name: '3 unread messages' })).toBeDefined()
  })
})

it('a chip is pressed and removed apart', () => {
  const onClick = vi.fn()
  const onRemove = vi.fn()
  render(() => <Chip label="Ada" pressed={true} onClick={onClick} removeLabel="Remove Ada" onRemove={onRemove} />)
  fireEvent.click(screen.getByRole('button', { name: 'Remove Ada' }))
  expect(onClick).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Ada', pressed: true }))
  expect(onClick).toHaveBeenCalledOnce()
  expect(onRemove).toHaveBeenCalledOnce()
})

describe('waiting', () => {
  it('shows nothing for what is quick', () => {
    vi.useFakeTimers()
    render(() => <Skeleton label="Loading chats" />)
    vi.advanceTimersByTime(299)
    expect(screen.queryByRole('status')).toBeNull()
    vi.advanceTimersByTime(1)
    expect(screen.getByRole('status').textContent).toBe('Loading chats')
  })

  it('says how far it is, or that it does not know', () => {
    render(() => (
      <>
        <Progress label="Exporting" value={1.7} />
        <Progress label="Connecting" />
      </>
    ))
    expect(screen.getByRole('progressbar', { name: 'Exporting' }).getAttribute('aria-valuenow')).toBe('100')
    expect(screen.getByRole('progressbar', { name: 'Connecting' }).hasAttribute('aria-valuenow')).toBe(false)
  })

  it('ends with nothing, or with what went wrong', () => {
    const onRetry = vi.fn()
    render(() => (
      <>
        <Empty icon="chat" title="No chats" text="Find somebody" action={<Button>New chat</Button>} />
        <Failure title="No answer" text="Check your connection" onRetry={onRetry} />
      </>
    ))
    expect(screen.getByRole('button', { name: 'New chat' })).toBeDefined()
    expect(within(screen.getByRole('alert')).getByText('Check your connection')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })
})

describe('pictures', () => {
  it('a chart is a table for who listens', () => {
    render(() => (
      <Bars
        label="Members"
        pointLabel="Day"
        points={['Mon', 'Tue']}
        series={[
          { name: 'Joined', values: [1, 2000] },
          { name: 'Left', values: [0, 3] },
        ]}
      />
    ))
    const table = screen.getByRole('table', { name: 'Members' })
    expect(within(table).getByRole('columnheader', { name: 'Left' })).toBeDefined()
    expect(within(table).getByRole('row', { name: 'Tue 2,000 3' })).toBeDefined()
  })

  it('a code has the three corners that cameras look for', () => {
    render(() => <QrCode text="https://example.org/+abc" label="Invite link" />)
    const code = screen.getByRole('img', { name: 'Invite link' })
    const path = code.querySelector('path')?.getAttribute('d') ?? ''
    const side = Number(code.getAttribute('viewBox')?.split(' ')[2]) - 4
    for (const [x, y] of [
      [0, 0],
      [side - 7, 0],
      [0, side - 7],
    ]) {
      for (let i = 0; i < 7; i++) expect(path).toContain(`M${(x ?? 0) + i} ${y}h`)
    }
  })

  it('icons are paths inside their square', () => {
    for (const [name, path] of Object.entries(icons)) {
      expect(path, name).toMatch(/^M[\d\s.,a-zA-Z-]+$/)
      for (const [, x, y] of path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)) {
        for (const n of [Number(x), Number(y)]) {
          expect(n, name).toBeGreaterThan(0)
          expect(n, name).toBeLessThan(24)
        }
      }
    }
  })
})
