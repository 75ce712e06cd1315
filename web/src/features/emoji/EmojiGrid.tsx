import { batch, createEffect, createMemo, createSignal, For, on, onCleanup, onMount } from 'solid-js'
import { language } from '../../lang/lang'
import type { Anchor } from '../../ui/place'
import type { Emoji } from './data'
import styles from './EmojiGrid.module.css'
import { EmojiRow } from './EmojiRow'
import { type Cell, cellSize, firstCell, layOut, moveCell, type Section, titleSize } from './rows'

export interface EmojiGridProps {
  label: string
  sections: readonly Section<Emoji>[]
  /** What the sections were looked for by: another one begins at the top. */
  query: string
  title: (section: string) => string
  /** As it is shown and picked: in a skin tone. */
  shown: (e: Emoji) => string
  onPick: (e: Emoji) => void
  /** The tones of an emoji that has some were asked for. */
  onTones: (e: Emoji, at: Anchor) => void
  /** Which section is at the top. */
  onSection: (section: string) => void
  ref: (grid: GridHandle) => void
}

export interface GridHandle {
  /** Brings the begin of a section to the top. */
  show(section: string): void
  /** Puts the focus on the first emoji; there may be none. */
  focus(): void
}

/** Rows above and below what is in sight that are drawn as well. */
const slack = 3 * cellSize

/** EmojiGrid is emoji in rows, of which those in sight are drawn. Arrows, Home, End and the page keys move. */
export function EmojiGrid(props: EmojiGridProps) {
  let scroller!: HTMLDivElement
  const [width, setWidth] = createSignal(8 * cellSize)
  const [height, setHeight] = createSignal(320)
  const [top, setTop] = createSignal(0)
  const [moved, setMoved] = createSignal<Cell>()
  const columns = createMemo(() => Math.max(1, Math.floor((width() - 8) / cellSize)))
  const grid = createMemo(() => layOut(props.sections, columns()))
  const active = createMemo(() => {
    const at = moved()
    const row = at && grid().rows[at.row]
    return row?.kind === 'cells' && at && at.column < row.cells.length ? at : firstCell(grid().rows)
  })
  const visible = createMemo(() => {
    const from = top() - slack
    const to = top() + height() + slack
    return grid()
      .rows.map((row, index) => ({ row, index }))
      .filter(({ row, index }) => (row.top >= from - cellSize && row.top <= to) || index === active()?.row)
  })
  // Rows stay the same objects while one scrolls, so that what is drawn is not drawn anew.
  const drawn = createMemo<readonly number[]>((before) => {
    const now = visible().map(({ index }) => index)
    return before.length === now.length && before.every((b, i) => b === now[i]) ? before : now
  }, [])
  createEffect(
    on(
      () => props.query,
      () => {
        setMoved(undefined)
        scroller.scrollTop = 0
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    const section = grid().rows.findLast((row) => row.top <= top() + titleSize / 2)?.section
    if (section) props.onSection(section)
  })
  onMount(() => {
    const sizes = new ResizeObserver(() => {
      setWidth(scroller.clientWidth)
      setHeight(scroller.clientHeight)
    })
    sizes.observe(scroller)
    onCleanup(() => sizes.disconnect())
  })
  const cellAt = (at: Cell | undefined) =>
    at && scroller.querySelector<HTMLElement>(`[data-cell="${at.row}/${at.column}"]`)
  const focusCell = (at: Cell) => {
    const row = grid().rows[at.row]
    if (!row) return
    if (row.top < scroller.scrollTop + titleSize) scroller.scrollTop = row.top - titleSize
    else if (row.top + cellSize > scroller.scrollTop + height()) scroller.scrollTop = row.top + cellSize - height()
    batch(() => {
      setTop(scroller.scrollTop)
      setMoved(at)
    })
    cellAt(at)?.focus({ preventScroll: true })
  }
  const onScroll = () => {
    const focused = scroller.contains(document.activeElement) && document.activeElement === cellAt(active())
    setTop(scroller.scrollTop)
    // Rows that are put elsewhere in the document lose the focus.
    if (focused && !scroller.contains(document.activeElement)) cellAt(active())?.focus({ preventScroll: true })
  }
  props.ref({
    show: (section) => {
      const row = grid().rows.find((r) => r.section === section)
      if (row) scroller.scrollTop = row.top
    },
    focus: () => {
      const at = active()
      if (at) focusCell(at)
    },
  })
  const onKeyDown = (e: KeyboardEvent) => {
    const at = active()
    if (!at || e.altKey || e.ctrlKey || e.metaKey) return
    const rtl = language().dir === 'rtl'
    const to = moveCell(grid().rows, at, e.key, Math.max(1, Math.floor(height() / cellSize) - 1), rtl)
    if (!to) return
    e.preventDefault()
    focusCell(to)
  }
  return (
    <div
      ref={scroller}
      class={styles.scroller}
      role="grid"
      tabIndex={-1}
      aria-label={props.label}
      aria-rowcount={grid().rows.length}
      aria-colcount={columns()}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
      onFocusIn={(e) => setMoved(placeOf(e.target))}
    >
      <div class={styles.all} role="presentation" style={{ height: `${grid().height}px`, '--columns': columns() }}>
        <For each={drawn()}>
          {(index) => (
            <EmojiRow
              {...props}
              index={index}
              row={grid().rows[index]}
              active={active()?.row === index ? active()?.column : undefined}
            />
          )}
        </For>
      </div>
    </div>
  )
}

/** placeOf is where in the grid a cell is. */
function placeOf(el: EventTarget | null): Cell | undefined {
  const [row, column] = (el instanceof HTMLElement ? (el.dataset.cell ?? '') : '').split('/').map(Number)
  return row === undefined || column === undefined ? undefined : { row, column }
}
