import { For, type JSX, onMount } from 'solid-js'
import { classes } from './classes'
import styles from './Feed.module.css'
import type { FeedHandle } from './feed/handle'
import { createVirtual } from './feed/virtual'

export interface VirtualRowsProps {
  /** The rows from first to last, each by a key of its own that does not change. */
  keys: readonly string[]
  /** Draws a row; called once as long as it is near the screen. */
  render: (key: string) => JSX.Element
  label: string
  onNearEnd?: (() => void) | undefined
  onVisible?: ((keys: readonly string[]) => void) | undefined
  ref?: ((handle: FeedHandle) => void) | undefined
  /** The height of a row before any has been measured: 64 unless told. */
  guess?: number
  /** list with items, unless told: a listbox has options that the rows themselves bring. */
  role?: 'list' | 'listbox' | 'none'
  class?: string | undefined
  busy?: boolean
}

/**
 * VirtualRows is a plain list of any length, from top to bottom: chats,
 * members. Up, Down, Home and End move between the rows' first controls.
 */
export function VirtualRows(props: VirtualRowsProps) {
  let scroller!: HTMLDivElement
  let rows!: HTMLDivElement
  const v = createVirtual({
    keys: () => props.keys,
    bottom: false,
    guess: props.guess ?? 64,
    stick: () => true,
    start: () => 'top',
    nearStart: () => {},
    nearEnd: () => props.onNearEnd?.(),
    visible: (keys) => props.onVisible?.(keys),
    elements: () => [scroller, rows],
  })
  onMount(() => props.ref?.(v.handle))
  const role = () => props.role ?? 'list'
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || !(e.target instanceof Element)) return
    if (e.target.matches('input, textarea, select, [contenteditable="true"]')) return
    const key = e.target.closest<HTMLElement>('[data-key]')?.dataset.key
    const at = key === undefined ? -1 : v.indexOf(key)
    const last = props.keys.length - 1
    const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[e.key]
    const next = to === undefined ? undefined : props.keys[to]
    if (next === undefined) return
    e.preventDefault()
    v.handle.focusKey(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows inside
    <div ref={scroller} class={classes(styles.scroller, props.class)} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the name comes with the role */}
      <div
        class={styles.content}
        role={role() === 'none' ? undefined : role()}
        aria-label={role() === 'none' ? undefined : props.label}
        aria-busy={props.busy ? 'true' : undefined}
      >
        <div ref={rows} class={styles.rows} role={role() === 'none' ? undefined : 'presentation'}>
          <For each={v.drawn()}>
            {(key) => (
              // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the position comes with the role
              <div
                class={styles.row}
                data-key={key}
                role={role() === 'list' ? 'listitem' : role() === 'listbox' ? 'presentation' : undefined}
                aria-setsize={role() === 'list' ? v.count() : undefined}
                aria-posinset={role() === 'list' ? v.indexOf(key) + 1 : undefined}
              >
                {props.render(key)}
              </div>
            )}
          </For>
        </div>
      </div>
    </div>
  )
}
