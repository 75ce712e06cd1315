import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { hostOf, place } from './place'
import styles from './Tooltip.module.css'

export interface TooltipProps {
  /** A few words. The child must have a name of its own: a tooltip is for the eye alone. */
  text: string
  children: JSX.Element
}

const delay = 500

/** Tooltip shows a few words beside its child while a mouse rests on it or the keyboard is at it; Escape takes them away. */
export function Tooltip(props: TooltipProps) {
  const [target, setTarget] = createSignal<HTMLElement>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = () => {
    clearTimeout(timer)
    setTarget(undefined)
  }
  const show = (e: Event, after: number) => {
    const on = e.currentTarget
    if (!(on instanceof HTMLElement) || !(on.firstElementChild instanceof HTMLElement)) return
    const child = on.firstElementChild
    clearTimeout(timer)
    timer = setTimeout(() => setTarget(child), after)
  }
  onCleanup(hide)
  return (
    <span
      role="none"
      class={styles.on}
      onPointerEnter={(e) => e.pointerType === 'mouse' && show(e, delay)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocusIn={(e) => e.target.matches(':focus-visible') && show(e, 0)}
      onFocusOut={hide}
      onKeyDown={(e) => e.key === 'Escape' && hide()}
    >
      {props.children}
      <Show when={target()}>
        {(on) => (
          <Portal mount={hostOf(on())}>
            <div
              class={styles.tip}
              popover="manual"
              aria-hidden="true"
              ref={(tip) =>
                queueMicrotask(() => {
                  if (!tip.isConnected) return
                  tip.showPopover()
                  place(tip, on(), { gap: 6, center: true })
                })
              }
            >
              {props.text}
            </div>
          </Portal>
        )}
      </Show>
    </span>
  )
}
