// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'

let change: (() => void) | undefined
const media = { matches: false, addEventListener: (_: string, f: () => void) => (change = f) }

/** start is the module as a page that was just opened has it. */
async function start() {
  vi.resetModules()
  const theme = await import('./theme')
  theme.startTheme()
  return theme
}

beforeEach(() => {
  localStorage.clear()
  media.matches = false
  vi.stubGlobal('matchMedia', () => media)
  const meta = document.createElement('meta')
  meta.name = 'theme-color'
  document.head.replaceChildren(meta)
})

const root = document.documentElement.dataset
const bar = () => document.querySelector('meta[name="theme-color"]')?.getAttribute('content')

it('follows the system until something is chosen', async () => {
  const theme = await start()
  expect(theme.theme()).toBe('system')
  expect(theme.dark()).toBe(false)
  expect(root.theme).toBeUndefined()
  expect(bar()).toBe('#ffffff')
  media.matches = true
  change?.()
  expect(theme.dark()).toBe(true)
  expect(bar()).toBe('#1a2027')
  theme.setTheme('light')
  expect(theme.dark()).toBe(false)
  expect(root.theme).toBe('light')
})

it('keeps what was chosen', async () => {
  const first = await start()
  first.setTheme('dark')
  first.setAccent('teal')
  first.setTextSize(99)
  const second = await start()
  expect(second.theme()).toBe('dark')
  expect(second.accent()).toBe('teal')
  expect(second.textSize()).toBe(22)
  expect(document.documentElement.style.getPropertyValue('--message-size')).toBe('1.375rem')
  expect([root.theme, root.accent]).toEqual(['dark', 'teal'])
})

it('takes what another tab chose, and nothing that is no choice', async () => {
  const theme = await start()
  localStorage.setItem('heliograph.theme', 'dark')
  window.dispatchEvent(new StorageEvent('storage', { key: 'heliograph.theme' }))
  expect(theme.theme()).toBe('dark')
  localStorage.setItem('heliograph.theme', 'pink')
  localStorage.setItem('heliograph.textsize', '1e9')
  localStorage.setItem('heliograph.accent', '"><script>')
  window.dispatchEvent(new StorageEvent('storage', { key: 'heliograph.accent' }))
  expect(theme.theme()).toBe('system')
  expect(theme.accent()).toBe('blue')
  expect(theme.textSize()).toBe(16)
})
