// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest'
import { clock, dayAt, lastSeen, list, setHours } from './format'
import { english, speak } from './lang'

afterEach(() => {
  speak(english)
  vi.useRealTimers()
})

it('says times in the language of the page', () => {
  vi.useFakeTimers()
  vi.setSystemTime(new Date(2026, 10, 22, 15, 30))
  const ago = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60
  expect(lastSeen({ kind: 'offline', at: ago(5) })).toBe('last seen 5 minutes ago')
  expect(lastSeen({ kind: 'lastWeek' })).toBe('last seen within a week')
  expect(lastSeen({ kind: 'offline', at: ago(5 * 1440) })).toBe('last seen November 17')
  expect(dayAt(ago(0)).replace('\u202f', ' ')).toBe('Today at 3:30 PM')
  expect(list(['Ann', 'Bob'])).toBe('Ann and Bob')
  speak({ code: 'de', locale: 'de', dir: 'ltr', texts: { 'time.dayAt': '{day} um {time}' } })
  expect(dayAt(ago(0))).toBe('Heute um 15:30')
})

it('writes hours as one chose', () => {
  const at = new Date(2026, 10, 22, 15, 5).getTime() / 1000
  const said = () => clock(at).replace('\u202f', ' ')
  expect(said()).toBe('3:05 PM')
  setHours('24')
  expect([said(), localStorage.getItem('heliograph.hours')]).toEqual(['15:05', '24'])
  speak({ code: 'de', locale: 'de', dir: 'ltr', texts: {} })
  setHours('12')
  expect(said()).toBe('3:05 PM')
  setHours('language')
  expect([said(), localStorage.getItem('heliograph.hours')]).toEqual(['15:05', null])
})
