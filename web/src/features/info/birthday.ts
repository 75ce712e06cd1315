import type { Birthday } from '../../api/full'
import { locale, t } from '../../lang/lang'

/** How old somebody is on a day; undefined where they do not tell the year. */
export function age({ day, month, year }: Birthday, on: Date): number | undefined {
  if (year === undefined) return undefined
  const before = on.getMonth() + 1 < month || (on.getMonth() + 1 === month && on.getDate() < day)
  return on.getFullYear() - year - (before ? 1 : 0)
}

/** "May 4", "May 4, 1990 (36 years old)" */
export function birthdayWords(birthday: Birthday, now = new Date()): string {
  // A leap year, so that the 29th of February is one.
  const date = new Date(birthday.year ?? 2024, birthday.month - 1, birthday.day)
  const words = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'long',
    ...(birthday.year === undefined ? {} : { year: 'numeric' }),
  }).format(date)
  const years = age(birthday, now)
  return years === undefined ? words : t('info.birthdayAge', { date: words, n: years })
}
