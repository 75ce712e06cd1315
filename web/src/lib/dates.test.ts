import { describe, expect, it } from 'vitest'
import { clock, countdown, day, dayLabel, dayStart, listTime, seenChange, seenWords, span } from './dates'

const at = (y: number, m: number, d: number, h = 12, min = 0): number => new Date(y, m - 1, d, h, min).getTime() / 1000
const now = at(2026, 11, 22, 15, 30)
const plain = (s: string) => s.replace(/[\u202f\u00a0]/g, ' ')

it('counts days by the calendar', () => {
  expect(day(at(2026, 3, 1, 0, 1)) - day(at(2026, 2, 28, 23, 59))).toBe(1)
  expect(day(at(2026, 11, 2)) - day(at(2026, 10, 1))).toBe(32)
  expect(dayStart(now)).toBe(at(2026, 11, 22, 0))
})

it('names days', () => {
  expect(dayLabel(at(2026, 11, 22, 0, 1), now, 'en')).toBe('Today')
  expect(dayLabel(at(2026, 11, 21, 23, 59), now, 'en')).toBe('Yesterday')
  expect(dayLabel(at(2026, 11, 20), now, 'en')).toBe('November 20')
  expect(dayLabel(at(2024, 11, 20), now, 'en')).toBe('November 20, 2024')
  expect(dayLabel(at(2026, 11, 23), now, 'de')).toBe('Morgen')
  expect(dayLabel(at(2026, 11, 22), now, 'de')).toBe('Heute')
})

it('is short in lists', () => {
  expect(plain(listTime(at(2026, 11, 22, 9, 5), now, 'en'))).toBe('9:05 AM')
  expect(listTime(at(2026, 11, 22, 9, 5), now, 'de')).toBe('09:05')
  expect(listTime(at(2026, 11, 18), now, 'en')).toBe('Wed')
  expect(listTime(at(2026, 11, 15), now, 'en')).toBe('Nov 15')
  expect(listTime(at(2025, 11, 15), now, 'en')).toBe('11/15/25')
  expect(clock(at(2026, 11, 15, 23, 7), 'fr')).toBe('23:07')
})

describe('seenWords', () => {
  it.each([
    [{ kind: 'online', until: now + 5 }, { say: 'online' }],
    [{ kind: 'online', until: now - 5 }, { say: 'justNow' }],
    [{ kind: 'offline', at: now - 59 }, { say: 'justNow' }],
    [
      { kind: 'offline', at: now - 60 },
      { say: 'minutes', n: 1 },
    ],
    [
      { kind: 'offline', at: now - 3599 },
      { say: 'minutes', n: 59 },
    ],
    [
      { kind: 'offline', at: now - 3600 },
      { say: 'today', at: now - 3600 },
    ],
    [
      { kind: 'offline', at: now - 86_400 },
      { say: 'yesterday', at: now - 86_400 },
    ],
    [
      { kind: 'offline', at: now - 3 * 86_400 },
      { say: 'on', at: now - 3 * 86_400 },
    ],
    [{ kind: 'lastWeek' }, { say: 'lastWeek' }],
  ] as const)('of %j', (seen, words) => expect(seenWords(seen, now)).toEqual(words))

  it('tells when it will be said otherwise', () => {
    for (const seen of [
      { kind: 'online', until: now + 5 },
      { kind: 'offline', at: now - 130 },
      { kind: 'offline', at: now },
    ] as const) {
      const wait = seenChange(seen, now) ?? 0
      expect(seenWords(seen, now + wait - 1)).toEqual(seenWords(seen, now))
      expect(seenWords(seen, now + wait)).not.toEqual(seenWords(seen, now))
    }
    expect(seenChange({ kind: 'recently' }, now)).toBeUndefined()
  })
})

it('says how long', () => {
  expect([5, 60, 3600, 7200, 86_400, 604_800, 691_200, 2_678_400, 31_536_000].map((s) => span(s, 'en'))).toEqual([
    '5 seconds',
    '1 minute',
    '1 hour',
    '2 hours',
    '1 day',
    '1 week',
    '8 days',
    '1 month',
    '1 year',
  ])
  expect([0, 5, 65, 3723].map(countdown)).toEqual(['0:00', '0:05', '1:05', '1:02:03'])
})
