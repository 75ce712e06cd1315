/** Times are seconds since 1970, days those of the place where the browser is. */
export type Seconds = number

const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, options: Intl.DateTimeFormatOptions, at: Seconds): string {
  const key = locale + JSON.stringify(options)
  let f = formats.get(key)
  if (!f) {
    f = new Intl.DateTimeFormat(locale, options)
    formats.set(key, f)
  }
  return f.format(at * 1000)
}

/** day counts days, so that neighbours differ by one, whatever the clocks were changed to. */
export function day(at: Seconds): number {
  const d = new Date(at * 1000)
  return Math.round(Date.UTC(d.getFullYear(), d.getMonth(), d.getDate()) / 86_400_000)
}

/** dayStart is the first second of the day of a moment. */
export function dayStart(at: Seconds): Seconds {
  const d = new Date(at * 1000)
  return new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime() / 1000
}

/** dayKey is a day as "2026-11-22". */
export function dayKey(at: Seconds): string {
  const d = new Date(at * 1000)
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
}

const two = (n: number): string => String(n).padStart(2, '0')

const sameYear = (a: Seconds, b: Seconds): boolean =>
  new Date(a * 1000).getFullYear() === new Date(b * 1000).getFullYear()

/** clock is the time of day: "10:05". */
export const clock = (at: Seconds, locale: string): string => format(locale, { timeStyle: 'short' }, at)

/** dateLabel is a day without words: "November 20", with the year if it is another one. */
export function dateLabel(at: Seconds, now: Seconds, locale: string): string {
  return format(
    locale,
    sameYear(at, now) ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' },
    at,
  )
}

/** dayLabel is how a line between messages names their day: "Today", "Yesterday", "November 20". */
export function dayLabel(at: Seconds, now: Seconds, locale: string): string {
  const ago = day(now) - day(at)
  if (ago < -1 || ago > 1) return dateLabel(at, now, locale)
  return capital(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day'), locale)
}

function capital(text: string, locale: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32)
  return first.toLocaleUpperCase(locale) + text.slice(first.length)
}

/** listTime is the short time beside a chat in a list: "10:05", "Mon", "Nov 3", "3/11/24". */
export function listTime(at: Seconds, now: Seconds, locale: string): string {
  const ago = day(now) - day(at)
  if (ago === 0) return clock(at, locale)
  if (ago > 0 && ago < 7) return format(locale, { weekday: 'short' }, at)
  if (sameYear(at, now)) return format(locale, { day: 'numeric', month: 'short' }, at)
  return format(locale, { dateStyle: 'short' }, at)
}

/** fullTime is a moment with all one may want to know: for tooltips and screen readers. */
export const fullTime = (at: Seconds, locale: string): string =>
  format(locale, { dateStyle: 'full', timeStyle: 'medium' }, at)

/** dateTime is a moment in short: "Nov 20, 2026, 10:05". */
export const dateTime = (at: Seconds, locale: string): string =>
  format(locale, { dateStyle: 'medium', timeStyle: 'short' }, at)

/** When somebody was here, as far as one may know. */
export type Seen =
  | { readonly kind: 'online'; readonly until: Seconds }
  | { readonly kind: 'offline'; readonly at: Seconds }
  | { readonly kind: 'recently' | 'lastWeek' | 'lastMonth' | 'longAgo' }

/** How it is said: lang/format makes words of it. */
export type SeenWords =
  | { readonly say: 'online' | 'justNow' | 'recently' | 'lastWeek' | 'lastMonth' | 'longAgo' }
  | { readonly say: 'minutes'; readonly n: number }
  | { readonly say: 'today' | 'yesterday' | 'on'; readonly at: Seconds }

/** seenWords chooses how to say when somebody was here. Who was online until a moment that is over was last seen then. */
export function seenWords(seen: Seen, now: Seconds): SeenWords {
  if (seen.kind !== 'online' && seen.kind !== 'offline') return { say: seen.kind }
  if (seen.kind === 'online' && seen.until > now) return { say: 'online' }
  const at = seen.kind === 'online' ? seen.until : seen.at
  const minutes = Math.floor((now - at) / 60)
  if (minutes < 1) return { say: 'justNow' }
  if (minutes < 60) return { say: 'minutes', n: minutes }
  const ago = day(now) - day(at)
  return { say: ago === 0 ? 'today' : ago === 1 ? 'yesterday' : 'on', at }
}

/** seenChange is after how many seconds seenWords says something else, for a timer; undefined: never by itself. */
export function seenChange(seen: Seen, now: Seconds): number | undefined {
  if (seen.kind !== 'online' && seen.kind !== 'offline') return undefined
  if (seen.kind === 'online' && seen.until > now) return seen.until - now
  const at = seen.kind === 'online' ? seen.until : seen.at
  const past = Math.max(0, now - at)
  return past < 3600 ? 60 - (past % 60) : 3600
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** span says how long something takes, in the largest unit that it fills: "2 hours", "1 week". */
export function span(seconds: number, locale: string, display: 'long' | 'short' | 'narrow' = 'long'): string {
  const [unit, size] =
    units.find(([name, s]) => seconds >= s && (name !== 'week' || seconds % s === 0)) ?? (['second', 1] as const)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: display, maximumFractionDigits: 0 }).format(
    Math.max(0, Math.floor(seconds / size)),
  )
}

/** countdown is what a running clock shows: "0:05", "1:02:03". */
export function countdown(seconds: number): string {
  const s = Math.max(0, Math.ceil(seconds))
  const minutes = Math.floor(s / 60)
  if (minutes < 60) return `${minutes}:${two(s % 60)}`
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}
