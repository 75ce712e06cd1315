import { createEffect, createMemo, createSignal, createUniqueId, For, on } from 'solid-js'
import { locale, number, t } from '../lang/lang'
import styles from './Calendar.module.css'
import { addDays, addMonths, between, day, firstDay, sameDay, weeks } from './calendar'
import { classes } from './classes'
import { IconButton } from './IconButton'

export interface CalendarProps {
  value: Date | undefined
  onPick: (day: Date) => void
  min?: Date | undefined
  max?: Date | undefined
}

/**
 * Calendar is a month of days to pick one of. Arrows move by days and weeks,
 * Home and End to the ends of the week, Page Up and Down by months, with
 * Shift by years.
 */
export function Calendar(props: CalendarProps) {
  const id = createUniqueId()
  const [at, setAt] = createSignal(between(day(props.value ?? new Date()), props.min, props.max))
  createEffect(
    on(
      () => props.value,
      (v) => v && setAt(day(v)),
      { defer: true },
    ),
  )
  let grid!: HTMLTableElement
  const first = createMemo(() => firstDay(locale()))
  const month = createMemo(() => weeks(at(), first()))
  const format = (o: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), o)
  const title = () => format({ month: 'long', year: 'numeric' }).format(at())
  const outside = (d: Date) => between(d, props.min, props.max) !== d
  const go = (d: Date, focus: boolean) => {
    setAt(between(d, props.min, props.max))
    if (focus) grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }
  const years = () => {
    const from = props.min?.getFullYear() ?? new Date().getFullYear() - 10
    const to = props.max?.getFullYear() ?? new Date().getFullYear() + 2
    return Array.from({ length: Math.max(1, to - from + 1) }, (_, i) => from + i)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const d = at()
    const step = getComputedStyle(grid).direction === 'rtl' ? -1 : 1
    const inWeek = (d.getDay() - first() + 14) % 7
    const to = {
      ArrowLeft: addDays(d, -step),
      ArrowRight: addDays(d, step),
      ArrowUp: addDays(d, -7),
      ArrowDown: addDays(d, 7),
      Home: addDays(d, -inWeek),
      End: addDays(d, 6 - inWeek),
      PageUp: addMonths(d, e.shiftKey ? -12 : -1),
      PageDown: addMonths(d, e.shiftKey ? 12 : 1),
    }[e.key]
    if (!to) return
    e.preventDefault()
    go(to, true)
  }
  return (
    <div class={styles.calendar}>
      <div class={styles.header}>
        <div id={id} class={styles.title} aria-live="polite">
          {title()}
        </div>
        <select
          class={styles.year}
          aria-label={t('ui.year')}
          onChange={(e) => go(addMonths(at(), 12 * (Number(e.currentTarget.value) - at().getFullYear())), false)}
        >
          <For each={years()}>
            {(y) => (
              <option value={y} selected={y === at().getFullYear()}>
                {format({ year: 'numeric' }).format(new Date(y, 6, 1))}
              </option>
            )}
          </For>
        </select>
        <IconButton icon="left" label={t('ui.month.previous')} onClick={() => go(addMonths(at(), -1), false)} />
        <IconButton icon="right" label={t('ui.month.next')} onClick={() => go(addMonths(at(), 1), false)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keys are those of a grid */}
      <table ref={grid} class={styles.grid} role="grid" aria-labelledby={id} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <For each={month()[0]}>
              {(d) => (
                <th scope="col" aria-label={format({ weekday: 'long' }).format(d)}>
                  {format({ weekday: 'narrow' }).format(d)}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={month()}>
            {(week) => (
              <tr>
                <For each={week}>
                  {(d) => (
                    <td>
                      <button
                        type="button"
                        class={classes(
                          styles.day,
                          d.getMonth() !== at().getMonth() && styles.other,
                          sameDay(d, new Date()) && styles.today,
                          sameDay(d, props.value) && styles.chosen,
                        )}
                        tabIndex={sameDay(d, at()) ? 0 : -1}
                        disabled={outside(d)}
                        aria-label={format({ dateStyle: 'full' }).format(d)}
                        aria-pressed={sameDay(d, props.value)}
                        aria-current={sameDay(d, new Date()) ? 'date' : undefined}
                        onClick={() => {
                          setAt(d)
                          props.onPick(d)
                        }}
                      >
                        {number(d.getDate())}
                      </button>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
