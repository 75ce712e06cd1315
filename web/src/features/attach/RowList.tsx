import { createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import styles from './RowList.module.css'
import { moved, type Row, without, withText } from './rows'

export interface RowListProps {
  rows: readonly Row[]
  onChange: (rows: Row[]) => void
  max: number
  /** The most characters of one row. */
  length: number
  /** What a row is, with its number. */
  label: (n: number) => string
  /** One of them is the right one: its key. */
  right?: number | undefined
  onRight?: (key: number) => void
}

/** RowList is a list that is written line by line, and put in order by dragging or with Alt and arrows. */
export function RowList(props: RowListProps): JSX.Element {
  let list!: HTMLUListElement
  const [dragged, setDragged] = createSignal<number>()
  const inputs = () => [...list.querySelectorAll<HTMLInputElement>('input[type=text]')]
  const indexOf = (key: number) => props.rows.findIndex((row) => row.key === key)
  const move = (key: number, to: number) => {
    if (to < 0 || to >= props.rows.length || to === indexOf(key)) return
    props.onChange(moved(props.rows, key, to))
  }
  const onKeyDown = (e: KeyboardEvent, row: Row) => {
    const at = indexOf(row.key)
    if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
      e.preventDefault()
      move(row.key, at + (e.key === 'ArrowUp' ? -1 : 1))
      inputs()[indexOf(row.key)]?.focus()
    } else if (e.key === 'Enter' || e.key === 'ArrowDown') {
      e.preventDefault()
      inputs()[at + 1]?.focus()
    } else if (e.key === 'ArrowUp') {
      e.preventDefault()
      inputs()[at - 1]?.focus()
    } else if (e.key === 'Backspace' && row.text === '' && at > 0) {
      e.preventDefault()
      inputs()[at - 1]?.focus()
      props.onChange(without(props.rows, row.key, props.max))
    }
  }
  const drag = (e: PointerEvent & { currentTarget: HTMLElement }, key: number) => {
    e.preventDefault()
    e.currentTarget.setPointerCapture(e.pointerId)
    setDragged(key)
  }
  const follow = (e: PointerEvent) => {
    const key = dragged()
    if (key === undefined) return
    const to = [...list.children].findIndex((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return e.clientY >= top && e.clientY < bottom
    })
    if (to >= 0) move(key, to)
  }
  return (
    <ul ref={list} class={styles.list}>
      <For each={props.rows.map((row) => row.key)}>
        {(key, i) => {
          const row = () => props.rows.find((r) => r.key === key) ?? { key, text: '' }
          return (
            <li class={styles.row} data-dragged={dragged() === key ? '' : undefined}>
              <span
                class={styles.grip}
                aria-hidden="true"
                onPointerDown={(e) => drag(e, key)}
                onPointerMove={follow}
                onPointerUp={() => setDragged(undefined)}
                onPointerCancel={() => setDragged(undefined)}
              >
                <Icon name="menu" size={18} />
              </span>
              <Show when={props.onRight}>
                <input
                  type="radio"
                  class={styles.right}
                  aria-label={t('attach.poll.right', { n: i() + 1 })}
                  checked={props.right === key}
                  onChange={() => props.onRight?.(key)}
                />
              </Show>
              <input
                type="text"
                class={styles.input}
                aria-label={props.label(i() + 1)}
                aria-description={t('attach.reorder')}
                placeholder={props.label(i() + 1)}
                maxLength={props.length}
                dir="auto"
                value={row().text}
                onInput={(e) => props.onChange(withText(props.rows, key, e.currentTarget.value, props.max))}
                onKeyDown={(e) => onKeyDown(e, row())}
              />
              <Show when={row().text !== ''}>
                <IconButton
                  icon="close"
                  size={18}
                  label={t('attach.remove', { n: i() + 1 })}
                  onClick={() => props.onChange(without(props.rows, key, props.max))}
                />
              </Show>
            </li>
          )
        }}
      </For>
    </ul>
  )
}
