import type { Hours } from '../../lang/format'
import { locale } from '../../lang/lang'

export { hours, now, setHours } from '../../lang/format'

/** timeOf is a time of day as it looks with a choice of hours. */
export const timeOf = (at: number, hours: Exclude<Hours, 'language'>): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short', hourCycle: hours === '24' ? 'h23' : 'h12' }).format(at * 1000)
