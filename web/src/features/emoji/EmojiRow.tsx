import { For, Match, Switch } from 'solid-js'
import { contextMenu } from '../../ui/context'
import type { Anchor } from '../../ui/place'
import type { Emoji } from './data'
import styles from './EmojiGrid.module.css'
import type { GridRow } from './rows'

export interface EmojiRowProps {
  row: GridRow<Emoji> | undefined
  index: number
  /** The column that Tab leads to, if it is in this row. */
  active: number | undefined
  title: (section: string) => string
  shown: (e: Emoji) => string
  onPick: (e: Emoji) => void
  onTones: (e: Emoji, at: Anchor) => void
}

/** EmojiRow is one row of the grid: the name of a section, or emoji. */
export function EmojiRow(props: EmojiRowProps) {
  const title = () => (props.row?.kind === 'title' ? props.row : undefined)
  const cells = () => (props.row?.kind === 'cells' ? props.row : undefined)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the cells inside are
    <div
      class={styles.row}
      role="row"
      aria-rowindex={props.index + 1}
      style={{ transform: `translateY(${props.row?.top ?? 0}px)` }}
    >
      <Switch>
        <Match when={title()}>
          {(row) => (
            // biome-ignore lint/a11y/useFocusableInteractive: it is read on the way to its emoji
            <div class={styles.title} role="rowheader">
              {props.title(row().section)}
            </div>
          )}
        </Match>
        <Match when={cells()}>
          {(row) => (
            <For each={row().cells}>
              {(e, column) => (
                <button
                  type="button"
                  class={styles.cell}
                  role="gridcell"
                  lang="en"
                  aria-label={e.label}
                  aria-haspopup={e.way === '' ? undefined : 'menu'}
                  title={e.codes[0] ? `:${e.codes[0]}:` : e.label}
                  tabIndex={props.active === column() ? 0 : -1}
                  data-cell={`${props.index}/${column()}`}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => props.onPick(e)}
                  {...(e.way === '' ? {} : contextMenu((at) => props.onTones(e, at)))}
                >
                  {props.shown(e)}
                </button>
              )}
            </For>
          )}
        </Match>
      </Switch>
    </div>
  )
}
