import type { Align, Engine } from './engine'

const time = 260 // milliseconds
const longest = 1.2 // viewports

/** stillWanted tells whether people have asked for less motion. */
function stillWanted(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** slideIn has rows that have just moved up by some pixels be seen to do so. */
export function slideIn(list: HTMLElement, pixels: number): void {
  if (pixels <= 0 || stillWanted()) return
  list.animate([{ transform: `translateY(${pixels}px)` }, { transform: 'none' }], {
    duration: 160,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  })
}

/**
 * slide moves the list until a row is where it is asked for. A long way is
 * cut: it jumps near and slides the rest. The result stops it.
 */
export function slide(engine: Engine, key: string, align: Align, done?: () => void): () => void {
  const finish = done ?? (() => engine.align(key, align))
  const far = engine.target(key, align) - engine.top
  if (far === 0 || stillWanted()) {
    finish()
    return () => {}
  }
  const most = longest * engine.viewport
  const index = engine.rows.indexOf(key)
  // the row's own place is moved, so that rows which change on the way do not matter
  const delta = () => engine.rows.offset(index) - engine.target(key, align)
  let way = Math.sign(far) * Math.min(Math.abs(far), most)
  engine.hold({ key, delta: delta() + way })
  way = Math.sign(far) * Math.min(Math.abs(engine.target(key, align) - engine.top), most)
  const began = performance.now()
  let frame = requestAnimationFrame(function step(now) {
    const part = Math.min(1, Math.max(0, (now - began) / time))
    const rest = (1 - part) ** 3
    if (part === 1) {
      finish()
      return
    }
    engine.hold({ key, delta: delta() + way * rest })
    frame = requestAnimationFrame(step)
  })
  return () => cancelAnimationFrame(frame)
}
