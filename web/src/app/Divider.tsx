import type { JSX } from 'solid-js'
import { t } from '../lang/lang'
import styles from './Shell.module.css'
import { listWidth, narrowest, setListWidth, widest } from './width'

/** The line between the list and the chat, which can be moved by pointer and arrows. */
export function Divider(): JSX.Element {
  const rtl = () => document.documentElement.dir === 'rtl'
  const drag = (e: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!e.currentTarget.hasPointerCapture(e.pointerId)) return
    setListWidth(rtl() ? innerWidth - e.clientX : e.clientX)
  }
  const keys = (e: KeyboardEvent) => {
    const step = e.shiftKey ? 50 : 10
    const [wider, narrower] = rtl() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    if (e.key === wider) setListWidth(listWidth() + step)
    else if (e.key === narrower) setListWidth(listWidth() - step)
    else if (e.key === 'Home') setListWidth(narrowest)
    else if (e.key === 'End') setListWidth(widest)
    else return
    e.preventDefault()
  }
  return (
    <div
      class={styles.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('app.listWidth')}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={listWidth()}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={drag}
      onDblClick={() => setListWidth(undefined)}
      onKeyDown={keys}
    />
  )
}
