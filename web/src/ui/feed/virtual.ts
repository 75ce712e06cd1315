import { batch, createEffect, createMemo, createSignal, on, onCleanup, onMount, untrack } from 'solid-js'
import { type Drawing, Engine } from './engine'
import type { FeedHandle, Place, ScrollOptions } from './handle'
import { slide } from './slide'

/** Where a list begins: at its end, or at a row. */
export type Start = 'bottom' | 'top' | Place | { key: string; align: 'start' | 'center' | 'end' }

export interface VirtualOptions {
  keys: () => readonly string[]
  bottom: boolean
  guess: number
  stick: () => boolean
  start: () => Start | undefined
  nearStart: () => void
  nearEnd: () => void
  visible: (keys: readonly string[]) => void
  /** The element that scrolls, and the one whose children are the rows. */
  elements: () => readonly [scroller: HTMLElement, rows: HTMLElement]
}

const flashTime = 1600

function same(a: Drawing, b: Drawing): boolean {
  return a.from === b.from && a.to === b.to
}

/** createVirtual is what Feed and VirtualRows are made of: which rows are drawn, and where. */
export function createVirtual(o: VirtualOptions) {
  let engine: Engine | undefined
  let scroller: HTMLElement | undefined
  let content: HTMLElement | undefined
  const [drawing, setDrawing] = createSignal<Drawing>({ from: 0, to: 0 }, { equals: same })
  const [atBottom, setAtBottom] = createSignal(true)
  const [flashing, setFlashing] = createSignal<string>()
  const [keys, setKeys] = createSignal<readonly string[]>([])
  let flashTimer: ReturnType<typeof setTimeout> | undefined
  let asked: { start?: string | undefined; end?: string | undefined } = {}
  let seen = ''
  let stop = () => {}

  const from = createMemo(() => drawing().from)
  const to = createMemo(() => drawing().to)

  const visibleKeys = (): readonly string[] => {
    const e = engine
    if (!e || e.viewport === 0) return []
    const out: string[] = []
    const bottom = e.top + e.viewport
    for (let i = Math.max(0, e.rows.at(e.top)); i < e.rows.count && e.rows.offset(i) < bottom; i++) {
      const start = e.rows.offset(i)
      const inSight = Math.min(bottom, start + e.rows.size(i)) - Math.max(e.top, start)
      const key = e.rows.keys[i]
      if (key !== undefined && inSight >= Math.min(e.rows.size(i), e.viewport) / 2) out.push(key)
    }
    return out
  }

  const moved = () => {
    const e = engine
    if (!e || e.rows.count === 0) return
    setAtBottom(e.atBottom)
    if (e.viewport === 0) return
    const near = Math.max(600, e.viewport)
    const first = e.rows.keys[0]
    const last = e.rows.keys[e.rows.count - 1]
    const nearStart = e.top < near
    const nearEnd = e.rows.total - e.top - e.viewport < near
    // each end is asked for once, and again after it was left or has grown
    const askStart = nearStart && asked.start !== first
    const askEnd = nearEnd && asked.end !== last
    asked = { start: nearStart ? first : undefined, end: nearEnd ? last : undefined }
    if (askStart) queueMicrotask(o.nearStart)
    if (askEnd) queueMicrotask(o.nearEnd)
    const now = visibleKeys()
    const said = now.join('\n')
    if (said !== seen) {
      seen = said
      queueMicrotask(() => o.visible(now))
    }
  }

  const draw = (d: Drawing) => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement && content?.contains(focused)) {
      const row = focused.closest<HTMLElement>('[data-key]')
      const i = engine?.rows.indexOf(row?.dataset.key ?? '') ?? -1
      // a row that leaves must not take the keyboard with it
      if (i < d.from || i >= d.to) scroller?.focus({ preventScroll: true })
    }
    batch(() => {
      setKeys(engine?.rows.keys ?? [])
      setDrawing(d)
    })
  }

  onMount(() => {
    const [s, c] = o.elements()
    scroller = s
    content = c
    const e = new Engine(s, c, { bottom: o.bottom, guess: o.guess, stick: o.stick, draw, moved })
    engine = e
    onCleanup(() => {
      stop()
      clearTimeout(flashTimer)
      e.dispose()
    })
    const interrupt = () => stop()
    for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const) {
      s.addEventListener(type, interrupt, { passive: true })
    }
    let started = false
    createEffect(
      on(o.keys, (next) => {
        if (next !== e.rows.keys) e.setKeys(next)
        if (started || next.length === 0) return
        started = true
        const start = o.start()
        if (typeof start !== 'object' || e.rows.indexOf(start.key) < 0) return
        if ('delta' in start) e.hold(start)
        else e.align(start.key, start.align)
      }),
    )
  })

  const go = (key: string, s: ScrollOptions) => {
    const e = engine
    if (!e) return false
    // asked in one breath with the change that brings the row
    const keys = untrack(o.keys)
    if (keys !== e.rows.keys) e.setKeys(keys)
    if (e.rows.indexOf(key) < 0) return false
    stop()
    const align = s.align ?? 'center'
    if (s.smooth) stop = slide(e, key, align)
    else e.align(key, align)
    if (s.flash) {
      clearTimeout(flashTimer)
      setFlashing(undefined)
      setFlashing(key)
      flashTimer = setTimeout(() => setFlashing(undefined), flashTime)
    }
    return true
  }

  const handle: FeedHandle = {
    scrollToKey: (key, s = {}) => go(key, s),
    scrollToBottom(s = {}) {
      const last = engine?.rows.keys.at(-1)
      if (last === undefined) return
      stop()
      if (s.smooth && engine) stop = slide(engine, last, 'end', () => engine?.toBottom())
      else engine?.toBottom()
    },
    atBottom,
    visibleKeys,
    place: () => engine?.place(),
    focusKey(key) {
      if (!go(key, { align: 'nearest' })) return false
      const row = content?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      const control = row?.querySelector<HTMLElement>('[tabindex], a[href], button, input')
      control?.focus({ preventScroll: true })
      return control !== undefined && control !== null
    },
  }

  return {
    handle,
    drawn: createMemo(() => keys().slice(from(), to())),
    flashing,
    indexOf: (key: string) => engine?.rows.indexOf(key) ?? -1,
    count: () => keys().length,
  }
}
