import { createSignal } from 'solid-js'
import * as dates from '../lib/dates'
import * as numbers from '../lib/numbers'
import { locale, t } from './lang'

const seconds = (): number => Math.floor(Date.now() / 1000)

const [tick, setTick] = createSignal(seconds())
let ticking: ReturnType<typeof setInterval> | undefined

/** now is the time in seconds, a signal that moves every 20 seconds: what "today" and "5 minutes ago" hang on. */
export function now(): number {
  if (ticking === undefined && typeof document !== 'undefined') ticking = setInterval(() => setTick(seconds()), 20_000)
  tick()
  return seconds()
}

/** Whether the day has twice 12 hours or 24: as the language has it, or as was chosen. */
export type Hours = 'language' | '12' | '24'

const hoursKey = 'heliograph.hours'
const [hours, setHoursSignal] = createSignal<Hours>(keptHours())

function keptHours(): Hours {
  const kept = typeof localStorage === 'undefined' ? null : localStorage.getItem(hoursKey)
  return kept === '12' || kept === '24' ? kept : 'language'
}

/** hours is how times of day are written, a signal; setHours chooses and keeps it in this browser. */
export { hours }

export function setHours(choice: Hours): void {
  setHoursSignal(choice)
  if (choice === 'language') localStorage.removeItem(hoursKey)
  else localStorage.setItem(hoursKey, choice)
}

/** timeLocale is the locale with the choice of hours in it. */
function timeLocale(): string {
  const choice = hours()
  if (choice === 'language') return locale()
  return new Intl.Locale(locale(), { hourCycle: choice === '24' ? 'h23' : 'h12' }).toString()
}

/*
 * These say times and counts in the language of the page. Call them inside JSX
 * or an effect, then they follow the language, and the clock where it matters.
 */

/** "10:05" */
export const clock = (at: number): string => dates.clock(at, timeLocale())
/** "Today", "Yesterday", "November 20" */
export const dayLabel = (at: number): string => dates.dayLabel(at, now(), locale())
/** "November 20", "November 20, 2024" */
export const dateLabel = (at: number): string => dates.dateLabel(at, now(), locale())
/** "10:05", "Mon", "Nov 3", "11/3/24" */
export const listTime = (at: number): string => dates.listTime(at, now(), timeLocale())
/** "Sunday, November 22, 2026 at 10:05:13" */
export const fullTime = (at: number): string => dates.fullTime(at, timeLocale())
/** "Nov 22, 2026, 10:05" */
export const dateTime = (at: number): string => dates.dateTime(at, timeLocale())
/** "Today at 10:05" */
export const dayAt = (at: number): string => t('time.dayAt', { day: dayLabel(at), time: clock(at) })
/** "2 hours", "1 week": the largest unit that it fills */
export const span = (length: number, display: 'long' | 'short' | 'narrow' = 'long'): string =>
  dates.span(length, locale(), display)
/** "0:05", "1:02:03" */
export const countdown = dates.countdown
/** "950", "1.2K", "34.5K" */
export const compact = (n: number): string => numbers.compact(n, locale())
/** A share from 0 to 1: "42%" */
export const percent = (share: number): string => numbers.percent(share, locale())
/** Bytes: "1.5 MB" */
export const size = (bytes: number): string => numbers.size(bytes, locale())

/** A list of names as a sentence has them: "Ann, Bob, and Eve" */
export const list = (names: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(locale(), { type }).format(names)

/** "online", "last seen 5 minutes ago", "last seen recently" */
export function lastSeen(seen: dates.Seen): string {
  const w = dates.seenWords(seen, now())
  switch (w.say) {
    case 'minutes':
      return t('time.seenMinutes', { n: w.n })
    case 'today':
      return t('time.seenToday', { time: clock(w.at) })
    case 'yesterday':
      return t('time.seenYesterday', { time: clock(w.at) })
    case 'on':
      return t('time.seenOn', { date: dateLabel(w.at) })
    default:
      return t(`time.${w.say}`)
  }
}
