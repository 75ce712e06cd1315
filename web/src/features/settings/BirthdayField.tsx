import type { JSX } from 'solid-js'
import type { Birthday } from '../../api/full'
import { locale, number, t } from '../../lang/lang'
import { Select } from '../../ui/Select'
import styles from './Settings.module.css'

const none = '0'
const daysIn = (month: number, year: number | undefined) => new Date(year ?? 2024, month, 0).getDate()
const range = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => (to > from ? from + i : from - i))

/** A birthday: a day and a month, and a year for who wants to say it. */
export function BirthdayField(props: {
  value: Birthday | undefined
  onChange: (birthday: Birthday | undefined) => void
}): JSX.Element {
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(locale(), { month: 'long' }).format(new Date(2024, month - 1, 15))
  const put = (part: { day?: number; month?: number; year?: number }) => {
    const day = part.day ?? props.value?.day ?? 0
    const month = part.month ?? props.value?.month ?? 0
    if (part.day === 0 || part.month === 0) {
      props.onChange(undefined)
      return
    }
    const year = part.year ?? props.value?.year ?? 0
    const whole = month || 1
    const last = daysIn(whole, year || undefined)
    props.onChange({ day: Math.min(day || 1, last), month: whole, ...(year === 0 ? {} : { year }) })
  }
  const options = (numbers: readonly number[], name: (n: number) => string) => [
    { value: none, label: '–' },
    ...numbers.map((n) => ({ value: String(n), label: name(n) })),
  ]
  const days = () => range(1, daysIn(props.value?.month ?? 1, props.value?.year))
  const years = () => range(new Date().getFullYear(), 1900)
  return (
    <div class={styles.form}>
      <div class={styles.date}>
        <Select
          label={t('settings.day')}
          options={options(days(), number)}
          value={String(props.value?.day ?? 0)}
          onChange={(v) => put({ day: Number(v) })}
        />
        <Select
          label={t('settings.month')}
          options={options(range(1, 12), monthName)}
          value={String(props.value?.month ?? 0)}
          onChange={(v) => put({ month: Number(v) })}
        />
        <Select
          label={t('settings.year')}
          options={options(years(), String)}
          value={String(props.value?.year ?? 0)}
          onChange={(v) => put({ year: Number(v) })}
          disabled={props.value === undefined}
        />
      </div>
    </div>
  )
}
