import { createMemo, For, Show } from 'solid-js'
import { number } from '../lang/lang'
import styles from './Bars.module.css'

export interface Series {
  name: string
  values: readonly number[]
}

export interface BarsProps {
  /** What is shown. */
  label: string
  /** What each value belongs to: days, names. */
  points: readonly string[]
  series: readonly Series[]
  kind?: 'bars' | 'line'
  /** What the column of points is called in the table for who listens. */
  pointLabel: string
}

const width = 320
const height = 120

/** Bars is a small chart. Who listens gets a table instead. */
export function Bars(props: BarsProps) {
  const most = createMemo(() => Math.max(1, ...props.series.flatMap((s) => s.values)))
  const y = (v: number) => height - (v / most()) * (height - 4)
  const step = () => width / Math.max(1, props.points.length)
  const line = (s: Series) => {
    const gap = width / Math.max(1, s.values.length - 1)
    return s.values.map((v, i) => `${i === 0 ? 'M' : 'L'}${(i * gap).toFixed(1)} ${y(v).toFixed(1)}`).join('')
  }
  const bar = (v: number, point: number, series: number) => {
    const each = (step() * 0.76) / props.series.length
    const x = point * step() + step() * 0.12 + series * each
    return { x, y: y(v), width: Math.max(0.5, each - 0.5), height: height - y(v) }
  }
  return (
    <figure class={styles.figure}>
      <Show when={props.series.length > 1}>
        <ul class={styles.legend} aria-hidden="true">
          <For each={props.series}>
            {(s, i) => (
              <li>
                <span class={styles.key} style={{ '--ink': ink(i()) }} />
                {s.name}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <svg class={styles.chart} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <For each={[0.25, 0.5, 0.75]}>{(p) => <path class={styles.rule} d={`M0 ${height * p}H${width}`} />}</For>
        <For each={props.series}>
          {(s, i) => (
            <g style={{ '--ink': ink(i()) }}>
              <Show
                when={props.kind === 'line'}
                fallback={
                  <For each={s.values}>
                    {(v, p) => (
                      <rect class={styles.bar} {...bar(v, p(), i())} rx="1.5">
                        <title>{`${props.points[p()] ?? ''}: ${number(v)}`}</title>
                      </rect>
                    )}
                  </For>
                }
              >
                <path class={styles.line} d={line(s)} />
              </Show>
            </g>
          )}
        </For>
      </svg>
      <div class={styles.ends} aria-hidden="true">
        <span>{props.points[0]}</span>
        <span>{props.points.length > 1 ? props.points.at(-1) : ''}</span>
      </div>
      <table class="spoken">
        <caption>{props.label}</caption>
        <thead>
          <tr>
            <th scope="col">{props.pointLabel}</th>
            <For each={props.series}>{(s) => <th scope="col">{s.name}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.points}>
            {(point, i) => (
              <tr>
                <th scope="row">{point}</th>
                <For each={props.series}>{(s) => <td>{number(s.values[i()] ?? 0)}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </figure>
  )
}

function ink(i: number): string {
  return i === 0 ? 'var(--accent-text)' : `var(--peer-${(i * 3 + 1) % 7})`
}
