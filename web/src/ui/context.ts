import type { Anchor } from './place'

const hold = 450
const slack = 10

/**
 * contextMenu makes the handlers by which an element asks for its menu: the
 * right button, the menu key, and a long press where the browser sends no
 * event for one. Spread them on the element:
 * `<div {...contextMenu(open)}>`.
 */
export function contextMenu(open: (at: Anchor) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  let opened = Number.NEGATIVE_INFINITY
  const cancel = () => clearTimeout(timer)
  const show = (at: Anchor) => {
    cancel()
    opened = performance.now()
    open(at)
  }
  return {
    onContextMenu(e: MouseEvent & { currentTarget: HTMLElement }) {
      e.preventDefault()
      e.stopPropagation()
      if (performance.now() - opened < 1000) return // the long press has opened it
      const byKey = e.clientX === 0 && e.clientY === 0
      show(byKey ? e.currentTarget : { x: e.clientX, y: e.clientY })
    },
    onTouchStart(e: TouchEvent) {
      const touch = e.touches[0]
      cancel()
      if (!touch || e.touches.length > 1) return
      start = { x: touch.clientX, y: touch.clientY }
      timer = setTimeout(() => show(start), hold)
    },
    onTouchMove(e: TouchEvent) {
      const touch = e.touches[0]
      if (touch && Math.hypot(touch.clientX - start.x, touch.clientY - start.y) > slack) cancel()
    },
    onTouchEnd(e: TouchEvent) {
      cancel()
      // what the finger lets go of is not pressed as well
      if (performance.now() - opened < 1000 && e.cancelable) e.preventDefault()
    },
    onTouchCancel: cancel,
  }
}
