import { For, Match, Switch } from 'solid-js'
import { classes } from './classes'
import { Late } from './Late'
import styles from './Skeleton.module.css'

export interface SkeletonProps {
  /** What is being loaded, for who listens. */
  label: string
  /** row: an avatar and two lines; bubble: messages; text: lines. */
  kind?: 'row' | 'bubble' | 'text'
  count?: number
}

/** Skeleton is the shape of what is being loaded; it appears after 300 ms. */
export function Skeleton(props: SkeletonProps) {
  const kind = () => props.kind ?? 'row'
  const list = () => Array.from({ length: props.count ?? 6 }, (_, i) => i)
  return (
    <Late>
      <div class={classes(styles.skeleton, styles[`${kind()}s`])} role="status">
        <span class="spoken">{props.label}</span>
        <For each={list()}>
          {(i) => (
            <Switch>
              <Match when={kind() === 'row'}>
                <div class={styles.row}>
                  <span class={styles.face} />
                  <span class={styles.lines}>
                    <span style={{ 'inline-size': `${38 + ((i * 29) % 31)}%` }} />
                    <span style={{ 'inline-size': `${60 + ((i * 17) % 33)}%` }} />
                  </span>
                </div>
              </Match>
              <Match when={kind() === 'bubble'}>
                <div
                  class={classes(styles.bubble, i % 3 === 1 && styles.out)}
                  style={{ 'inline-size': `${30 + ((i * 23) % 35)}%`, 'block-size': `${40 + ((i * 31) % 3) * 22}px` }}
                />
              </Match>
              <Match when={kind() === 'text'}>
                <div class={styles.line} style={{ 'inline-size': `${70 + ((i * 19) % 30)}%` }} />
              </Match>
            </Switch>
          )}
        </For>
      </div>
    </Late>
  )
}
