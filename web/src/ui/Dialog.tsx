import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { t } from '../lang/lang'
import { classes } from './classes'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton'

export interface DialogProps {
  open: boolean
  /** Asked to close: by the button, Escape or a press outside. Whoever opened it sets open to false. */
  onClose: () => void
  title: string
  /** s: a question; m: a form or list; l: something to look at. m and l fill a phone's screen. */
  size?: 's' | 'm' | 'l'
  /** A press outside does not close it: something typed would be lost. */
  firm?: boolean
  role?: 'dialog' | 'alertdialog'
  /** Buttons beside the title. */
  actions?: JSX.Element
  /** What stays in sight below, usually buttons. */
  footer?: JSX.Element
  /** No padding around the content: it is a list of rows. */
  flush?: boolean
  children: JSX.Element
}

/**
 * Dialog is a modal window in the top layer. The focus goes to what is
 * marked `autofocus`, else the first control of the content, and back to
 * where it was when the dialog closes.
 */
export function Dialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <Portal>
        <Window {...props} />
      </Portal>
    </Show>
  )
}

const controls = 'input, select, textarea, button, a[href], [tabindex="0"], [contenteditable="true"]'

function Window(props: DialogProps) {
  const id = createUniqueId()
  const opener = document.activeElement
  let dialog!: HTMLDialogElement
  let body!: HTMLDivElement
  let footer: HTMLElement | undefined
  let pressedOutside = false
  let gone = false
  onMount(() => {
    dialog.showModal()
    if (dialog.querySelector('[autofocus]') === null) {
      const first = body.querySelector<HTMLElement>(controls) ?? footer?.querySelector<HTMLElement>(controls)
      ;(first ?? dialog).focus()
    }
  })
  onCleanup(() => {
    gone = true // its event comes later, and is no wish of the reader
    dialog.close()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
  })
  const outside = (e: MouseEvent) => {
    if (e.target !== dialog) return false
    const r = dialog.getBoundingClientRect()
    return e.clientX < r.left || e.clientX > r.right || e.clientY < r.top || e.clientY > r.bottom
  }
  return (
    <dialog
      ref={dialog}
      class={classes(styles.dialog, styles[props.size ?? 'm'])}
      role={props.role}
      aria-labelledby={id}
      aria-describedby={props.role === 'alertdialog' ? `${id}-body` : undefined}
      tabIndex={-1}
      onCancel={(e) => {
        if (e.target !== dialog) return
        e.preventDefault()
        props.onClose()
      }}
      on:close={(e) => {
        if (!gone && e.target === dialog && props.open) props.onClose()
      }}
      onPointerDown={(e) => {
        pressedOutside = outside(e)
        e.stopPropagation()
      }}
      onClick={(e) => {
        e.stopPropagation()
        if (pressedOutside && !props.firm && outside(e)) props.onClose()
      }}
      onContextMenu={(e) => e.stopPropagation()}
      onKeyDown={(e) => e.stopPropagation()}
    >
      <div class={styles.window}>
        <header class={styles.header}>
          <h2 id={id} class={styles.title}>
            {props.title}
          </h2>
          {props.actions}
          <Show when={props.role !== 'alertdialog'}>
            <IconButton icon="close" label={t('ui.close')} onClick={() => props.onClose()} />
          </Show>
        </header>
        <div ref={body} id={`${id}-body`} class={classes(styles.body, props.flush && styles.flush)}>
          {props.children}
        </div>
        <Show when={props.footer}>
          <footer ref={(el) => (footer = el)} class={styles.footer}>
            {props.footer}
          </footer>
        </Show>
      </div>
    </dialog>
  )
}
