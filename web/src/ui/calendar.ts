/** Days of the calendar, each as its midnight of local time. */

/** day is the midnight a moment belongs to. */
export function day(d: Date): Date {
  return new Date(d.getFullYear(), d.getMonth(), d.getDate())
}

export function sameDay(a: Date, b: Date | undefined): boolean {
  return b !== undefined && day(a).getTime() === day(b).getTime()
}

export function addDays(d: Date, n: number): Date {
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + n)
}

/** addMonths keeps the day of the month, or takes the last one of a shorter month. */
export function addMonths(d: Date, n: number): Date {
  const last = new Date(d.getFullYear(), d.getMonth() + n + 1, 0)
  return new Date(last.getFullYear(), last.getMonth(), Math.min(d.getDate(), last.getDate()))
}

/** between is d, or the end of [min, max] that is nearer. */
export function between(d: Date, min: Date | undefined, max: Date | undefined): Date {
  if (min && d < day(min)) return day(min)
  if (max && d > day(max)) return day(max)
  return d
}

/** weeks are the weeks that a month touches, each of seven days from its first one (1 Monday to 7 Sunday). */
export function weeks(month: Date, firstDay: number): Date[][] {
  const first = new Date(month.getFullYear(), month.getMonth(), 1)
  const before = (first.getDay() - firstDay + 14) % 7
  const out: Date[][] = []
  for (let start = addDays(first, -before); out.length === 0 || start.getMonth() === month.getMonth(); ) {
    out.push(Array.from({ length: 7 }, (_, i) => addDays(start, i)))
    start = addDays(start, 7)
  }
  return out
}

interface WeekInfo {
  firstDay: number
}

const sundayFirst =
  'AG AU BR BS BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR MH MM MO MT MX NP PA PE PH PK PR PT SA SG SV TH TT TW UM US VE VI WS YE ZA ZW'
const saturdayFirst = 'AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'

/** firstDay is the day weeks begin with where a language is spoken: 1 Monday to 7 Sunday. */
export function firstDay(locale: string): number {
  const l: Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo } = new Intl.Locale(locale)
  const info = l.getWeekInfo?.() ?? l.weekInfo
  if (info) return info.firstDay
  const region = l.maximize().region ?? ''
  if (sundayFirst.includes(region)) return 7
  return saturdayFirst.includes(region) ? 6 : 1
}
