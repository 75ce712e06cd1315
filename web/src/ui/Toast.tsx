import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { t } from '../lang/lang'
import { Icon, type IconName } from './Icon'
import { IconButton } from './IconButton'
import styles from './Toast.module.css'

export interface ToastMessage {
  text: string
  icon?: IconName
  /** Something to do about it, such as to undo. */
  action?: { label: string; onClick: () => void }
  /** How long it stays: 4 unless told, 7 with an action. */
  seconds?: number
}

const [queue, setQueue] = createSignal<readonly ToastMessage[]>([])

/** toast says something in passing. Toasts wait for each other; the same words twice in a row are said once. */
export function toast(message: ToastMessage | string): void {
  const m = typeof message === 'string' ? { text: message } : message
  setQueue((q) => (q.at(-1)?.text === m.text ? [...q.slice(0, -1), m] : [...q, m]))
}

/** Toasts is where toasts appear: once on the page. The time stops while a toast is pointed at or has the focus. */
export function Toasts() {
  let timer: ReturnType<typeof setTimeout> | undefined
  const current = () => queue()[0]
  const next = () => setQueue((q) => q.slice(1))
  const start = () => {
    clearTimeout(timer)
    const m = current()
    if (m) timer = setTimeout(next, (m.seconds ?? (m.action ? 7 : 4)) * 1000)
  }
  createEffect(start)
  onCleanup(() => clearTimeout(timer))
  return (
    <div
      role="status"
      onPointerEnter={() => clearTimeout(timer)}
      onPointerLeave={start}
      onFocusIn={() => clearTimeout(timer)}
      onFocusOut={start}
      onKeyDown={(e) => {
        if (e.key === 'Escape') next()
      }}
    >
      <Show when={current()} keyed>
        {(m) => (
          // in the top layer, above dialogs; the region around it is always there, else it is not read aloud
          <div
            class={styles.toast}
            popover="manual"
            ref={(el) => queueMicrotask(() => el.isConnected && el.showPopover())}
          >
            <Show when={m.icon}>{(name) => <Icon name={name()} size={20} />}</Show>
            <span class={styles.text}>{m.text}</span>
            <Show when={m.action}>
              {(action) => (
                <button
                  type="button"
                  class={styles.action}
                  onClick={() => {
                    next()
                    action().onClick()
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
            <IconButton class={styles.close} icon="close" size={18} label={t('ui.close')} onClick={next} />
          </div>
        )}
      </Show>
    </div>
  )
}
