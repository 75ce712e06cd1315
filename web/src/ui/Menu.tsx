import { Index, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'
import styles from './Menu.module.css'
import { type Anchor, hostOf, place } from './place'
import { moveBy, typeahead } from './roving'

/** One thing to do, or a line between groups of them. */
export type MenuItem =
  | 'line'
  | {
      label: string
      icon?: IconName
      /** Called after the menu has closed and the focus is back. */
      onSelect: () => void
      danger?: boolean
      disabled?: boolean
      /** It is a choice, and this is its state. */
      checked?: boolean
      /** A word at the end: a key, the present value. */
      hint?: string
    }

export interface MenuProps {
  /** Where it is open: beside a button or at a point. Closed without. */
  at: Anchor | undefined
  label: string
  items: readonly MenuItem[]
  onClose: () => void
  /** Aligned with the end of the button, for buttons at the end of a line. */
  end?: boolean
  /** Something above the items: a strip of reactions. Up from the first item gets there; other keys in it are its own. */
  header?: JSX.Element
}

/** Menu is a list of things to do, in the top layer. Arrows, Home, End and the first letters move; Escape, Tab and a press elsewhere close; the focus goes back. */
export function Menu(props: MenuProps) {
  return (
    <Show when={props.at} keyed>
      {(at) => (
        <Portal mount={hostOf(at instanceof HTMLElement ? at : document.activeElement)}>
          <OpenMenu {...props} at={at} />
        </Portal>
      )}
    </Show>
  )
}

function OpenMenu(props: MenuProps & { at: Anchor }) {
  const opener = document.activeElement
  let menu!: HTMLDivElement
  let list!: HTMLDivElement
  const buttons = () => [...list.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]
  const aboveItems = () =>
    [...menu.querySelectorAll<HTMLElement>('button:not(:disabled)')].find((b) => !list.contains(b))
  const find = typeahead()
  const away = (e: Event) => {
    if (!(e.target instanceof Node) || !menu.contains(e.target)) props.onClose()
  }
  const put = () => place(menu, props.at, { end: props.end ?? false })
  const resized = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(put)
  onMount(() => {
    menu.showPopover()
    put()
    resized?.observe(menu)
    const first = buttons()[0]
    ;(first ?? menu).focus({ preventScroll: true })
    document.addEventListener('pointerdown', away, true)
    document.addEventListener('wheel', away, { capture: true, passive: true })
    addEventListener('resize', props.onClose)
    addEventListener('blur', props.onClose)
  })
  onCleanup(() => {
    resized?.disconnect()
    document.removeEventListener('pointerdown', away, true)
    document.removeEventListener('wheel', away, true)
    removeEventListener('resize', props.onClose)
    removeEventListener('blur', props.onClose)
    menu.hidePopover()
  })
  const close = () => {
    props.onClose()
    const back = props.at instanceof HTMLElement ? props.at : opener
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true })
  }
  const onKeyDown = (e: KeyboardEvent) => {
    e.stopPropagation()
    if (e.key === 'Escape' || e.key === 'Tab') {
      e.preventDefault()
      close()
      return
    }
    const all = buttons()
    const at = all.findIndex((b) => b.matches(':focus'))
    const above = e.key === 'ArrowUp' && at === 0 ? aboveItems() : undefined
    if (above) {
      e.preventDefault()
      above.focus()
      return
    }
    const next =
      moveBy(e.key, at, all.length, 'vertical') ??
      find(
        e,
        at,
        all.map((b) => b.textContent ?? ''),
      )
    if (next === undefined) return
    e.preventDefault()
    all[next]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and presses are those of the items inside
    <div
      ref={menu}
      class={styles.menu}
      popover="manual"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onClick={(e) => e.stopPropagation()}
      onPointerDown={(e) => e.stopPropagation()}
      onContextMenu={(e) => {
        e.preventDefault()
        e.stopPropagation()
      }}
    >
      {props.header}
      <div ref={list} class={styles.list} role="menu" aria-label={props.label}>
        {/* by place: the button that has the focus stays when the items are made anew */}
        <Index each={props.items}>{(item) => <Item item={item()} close={close} />}</Index>
      </div>
    </div>
  )
}

function Item(props: { item: MenuItem; close: () => void }) {
  const item = () => (props.item === 'line' ? undefined : props.item)
  return (
    <Show when={item()} fallback={<div class={styles.line} role="separator" />}>
      {(it) => (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the state comes with the role
        <button
          type="button"
          class={classes(styles.item, it().danger && styles.danger)}
          role={it().checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={it().checked}
          tabIndex={-1}
          disabled={it().disabled}
          onPointerMove={(e) => e.pointerType === 'mouse' && e.currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            const chosen = it()
            props.close()
            chosen.onSelect()
          }}
        >
          <Show when={it().icon}>{(name) => <Icon name={name()} size={20} />}</Show>
          <span class={styles.label}>{it().label}</span>
          <Show when={it().hint}>
            <span class={styles.hint}>{it().hint}</span>
          </Show>
          <Show when={it().checked}>
            <Icon name="check" size={18} />
          </Show>
        </button>
      )}
    </Show>
  )
}
