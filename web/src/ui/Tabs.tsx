import { createEffect, Index, on, Show } from 'solid-js'
import { Badge } from './Badge'
import { classes } from './classes'
import { contextMenu } from './context'
import { Icon, type IconName } from './Icon'
import type { Anchor } from './place'
import { moveBy } from './roving'
import styles from './Tabs.module.css'

export interface Tab {
  key: string
  label: string
  icon?: IconName
  /** A count beside the word: shown when above 0. */
  badge?: number
  /** What the count means, for who listens. */
  badgeLabel?: string
  /** The count is of muted things: grey. */
  quiet?: boolean
}

export interface TabsProps {
  /** What the tabs choose. */
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (key: string) => void
  /** The id of the panel that the chosen tab fills. Give the panel `role="tabpanel"` and `aria-labelledby={tabId(panel, value)}`. */
  panel?: string
  /** The menu of a tab was asked for. */
  onMenu?: (key: string, at: Anchor) => void
  /** Each as wide as the others, over the whole width. */
  even?: boolean
}

/** tabId is the id of the tab of a panel. */
export function tabId(panel: string, key: string): string {
  return `${panel}-tab-${key}`
}

/** Tabs is a row of tabs that scrolls when it is too long. Arrows choose, Home and End go to the ends. */
export function Tabs(props: TabsProps) {
  let row!: HTMLDivElement
  createEffect(
    on(
      () => props.value,
      () => row.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' }),
    ),
  )
  const onKeyDown = (e: KeyboardEvent) => {
    const at = props.tabs.findIndex((tab) => tab.key === props.value)
    const rtl = getComputedStyle(row).direction === 'rtl'
    const next = moveBy(e.key, at, props.tabs.length, 'horizontal', rtl)
    const tab = next === undefined ? undefined : props.tabs[next]
    if (next === undefined || !tab) return
    e.preventDefault()
    props.onChange(tab.key)
    row.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div
      ref={row}
      class={classes(styles.tabs, props.even && styles.even)}
      role="tablist"
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <Index each={props.tabs}>
        {(tab) => (
          <button
            type="button"
            class={styles.tab}
            role="tab"
            id={props.panel && tabId(props.panel, tab().key)}
            aria-selected={tab().key === props.value}
            aria-controls={tab().key === props.value ? props.panel : undefined}
            tabIndex={tab().key === props.value ? 0 : -1}
            onClick={() => props.onChange(tab().key)}
            {...(props.onMenu ? contextMenu((at) => props.onMenu?.(tab().key, at)) : {})}
          >
            <Show when={tab().icon}>{(name) => <Icon name={name()} size={20} />}</Show>
            {tab().label}
            <Show when={(tab().badge ?? 0) > 0}>
              <Badge count={tab().badge ?? 0} quiet={tab().quiet ?? false} label={tab().badgeLabel} />
            </Show>
          </button>
        )}
      </Index>
    </div>
  )
}
