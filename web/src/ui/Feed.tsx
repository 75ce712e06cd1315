import { For, type JSX, onMount } from 'solid-js'
import { classes } from './classes'
import styles from './Feed.module.css'
import type { FeedHandle } from './feed/handle'
import { createVirtual, type Start } from './feed/virtual'

export type { Align, FeedHandle, Place, ScrollOptions } from './feed/handle'
export type { Start } from './feed/virtual'

export interface FeedProps {
  /** The rows from first to last, each by a key of its own that does not change. */
  keys: readonly string[]
  /** Draws a row; called once as long as it is near the screen, so read what may change inside its JSX. */
  render: (key: string) => JSX.Element
  /** Where it begins: at the bottom unless told. */
  start?: Start | undefined
  /** Follow what is added at the end while the end is in sight: true unless told. */
  stick?: boolean
  /** The first or last rows come near: load more. Asked once for each first or last key, and again after the end was left. */
  onNearStart?: (() => void) | undefined
  onNearEnd?: (() => void) | undefined
  /** The rows of which at least half, or half a screen, is in sight, whenever they change. */
  onVisible?: ((keys: readonly string[]) => void) | undefined
  ref?: ((handle: FeedHandle) => void) | undefined
  /** The height of a row before any has been measured. */
  guess?: number
  role?: 'log' | 'list' | 'feed' | 'grid' | 'listbox'
  label: string
  /** For a log: says rows aloud as they come. Only while the end is in sight, else those that are scrolled to are said. */
  live?: 'polite' | 'off'
  busy?: boolean
  class?: string | undefined
  onKeyDown?: (e: KeyboardEvent) => void
}

/**
 * Feed is a list of any length that grows at both ends and lies at the
 * bottom, as messages do. Only rows near the screen are drawn. What is in
 * sight stays there when rows are added, removed or change their height
 * anywhere.
 */
export function Feed(props: FeedProps) {
  let scroller!: HTMLDivElement
  let rows!: HTMLDivElement
  const v = createVirtual({
    keys: () => props.keys,
    bottom: true,
    guess: props.guess ?? 60,
    stick: () => props.stick ?? true,
    start: () => props.start,
    nearStart: () => props.onNearStart?.(),
    nearEnd: () => props.onNearEnd?.(),
    visible: (keys) => props.onVisible?.(keys),
    elements: () => [scroller, rows],
  })
  onMount(() => props.ref?.(v.handle))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: it always has a role
    <div
      ref={scroller}
      class={classes(styles.scroller, props.class)}
      role={props.role ?? 'log'}
      aria-label={props.label}
      aria-live={props.live ?? 'off'}
      aria-busy={props.busy ? 'true' : undefined}
      tabIndex={0}
      onKeyDown={(e) => props.onKeyDown?.(e)}
    >
      <div class={styles.content}>
        <div ref={rows} class={styles.rows}>
          <For each={v.drawn()}>
            {(key) => (
              <div class={classes(styles.row, v.flashing() === key && styles.flash)} data-key={key}>
                {props.render(key)}
              </div>
            )}
          </For>
        </div>
      </div>
    </div>
  )
}
