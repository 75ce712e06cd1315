import { type JSX, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { classes } from './classes'
import styles from './Popover.module.css'
import { type Anchor, hostOf, place } from './place'

export interface PopoverProps {
  /** Where it is open: beside an element or at a point. Closed without. */
  at: Anchor | undefined
  label: string
  onClose: () => void
  /** Aligned with the end of the element. */
  end?: boolean
  /** The focus stays where it is: for suggestions while somebody types. */
  keepFocus?: boolean
  class?: string | undefined
  children: JSX.Element
}

/**
 * Popover is a panel in the top layer that is not modal: a picker, a card.
 * The focus goes to what is marked `autofocus`, else to its first control,
 * and back when it closes; Escape, a press elsewhere and leaving it by Tab
 * close it.
 */
export function Popover(props: PopoverProps) {
  return (
    <Show when={props.at} keyed>
      {(at) => (
        <Portal mount={hostOf(at instanceof HTMLElement ? at : document.activeElement)}>
          <Panel {...props} at={at} />
        </Portal>
      )}
    </Show>
  )
}

const controls = '[autofocus], input, button, a[href], [tabindex="0"]'

function Panel(props: PopoverProps & { at: Anchor }) {
  const opener = document.activeElement
  let panel!: HTMLDivElement
  /** mine tells whether something is in the panel, at what it belongs to, or in what has opened above it. */
  const mine = (target: EventTarget | null) => {
    if (!(target instanceof Element)) return false
    if (panel.contains(target) || (props.at instanceof HTMLElement && props.at.contains(target))) return true
    return (
      (target.closest('[popover], dialog')?.compareDocumentPosition(panel) ?? 0) === Node.DOCUMENT_POSITION_PRECEDING
    )
  }
  const away = (e: Event) => {
    if (!mine(e.target)) props.onClose()
  }
  const put = () => place(panel, props.at, { gap: 6, end: props.end ?? false })
  const resized = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(put)
  onMount(() => {
    panel.showPopover()
    put()
    resized?.observe(panel)
    if (!props.keepFocus) {
      const first = panel.querySelector<HTMLElement>('[autofocus]') ?? panel.querySelector<HTMLElement>(controls)
      ;(first ?? panel).focus({ preventScroll: true })
    }
    document.addEventListener('pointerdown', away, true)
    addEventListener('resize', put)
  })
  onCleanup(() => {
    resized?.disconnect()
    document.removeEventListener('pointerdown', away, true)
    removeEventListener('resize', put)
    const inside = panel.contains(document.activeElement)
    panel.hidePopover()
    if (inside && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
  })
  return (
    <div
      ref={panel}
      class={classes(styles.popover, props.class)}
      popover="manual"
      role="dialog"
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={(e) => {
        e.stopPropagation()
        if (e.key !== 'Escape' || e.defaultPrevented) return
        e.preventDefault()
        props.onClose()
      }}
      onFocusOut={(e) => {
        if (!props.keepFocus && e.relatedTarget && !mine(e.relatedTarget)) props.onClose()
      }}
      onClick={(e) => e.stopPropagation()}
      onPointerDown={(e) => e.stopPropagation()}
    >
      {props.children}
    </div>
  )
}
