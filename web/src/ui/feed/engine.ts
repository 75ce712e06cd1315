import { type Place, placeAt, Rows, span } from './rows'
import { slideIn } from './slide'

/** How a row is brought into sight. */
export type Align = 'start' | 'center' | 'end' | 'nearest'

/** What keeps its place on the screen when rows change. */
type Hold = { at: 'top' } | { at: 'bottom' } | { at: 'row'; place: Place } | { at: 'align'; key: string; align: Align }

/** Which rows the component is to draw: [from, to). */
export interface Drawing {
  from: number
  to: number
}

export interface EngineOptions {
  /** Rows fewer than fill the viewport lie at its bottom, and the bottom is where it starts. */
  bottom: boolean
  /** The height of a row that has not been seen. */
  guess: number
  /** Stay at the end where the list starts when it is there. */
  stick: () => boolean
  draw: (d: Drawing) => void
  /** After each scroll and each change. */
  moved: () => void
}

const margin = 500 // pixels drawn beyond the viewport
const edge = 6 // so near an end counts as being there
const idle = 160 // milliseconds without a scroll event

/**
 * Engine keeps what is in sight in its place. It measures rows as soon as
 * they are drawn, before anybody sees them, and corrects the position in the
 * same frame. While somebody scrolls it moves the rows rather than the
 * scroll position, which would stop a wheel or a finger, and settles the
 * difference afterwards.
 */
export class Engine {
  readonly rows: Rows
  #scroller: HTMLElement
  #list: HTMLElement
  #o: EngineOptions
  #hold: Hold
  #shift = 0 // rows lie this much lower than they should
  #set = -1 // the scroll position we gave
  #lastScroll = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #frame = 0
  #again = false
  #disposed = false
  #drawn: Drawing = { from: 0, to: 0 }
  #observer: ResizeObserver | undefined
  #watched = new Map<HTMLElement, string>()

  constructor(scroller: HTMLElement, list: HTMLElement, o: EngineOptions) {
    this.#scroller = scroller
    this.#list = list
    this.#o = o
    this.rows = new Rows(o.guess)
    this.#hold = this.#start()
    if (typeof ResizeObserver !== 'undefined') {
      this.#observer = new ResizeObserver(() => this.#resized())
      this.#observer.observe(scroller)
    }
    scroller.addEventListener('scroll', this.#scrolled, { passive: true })
  }

  dispose(): void {
    this.#disposed = true
    this.#observer?.disconnect()
    this.#scroller.removeEventListener('scroll', this.#scrolled)
    clearTimeout(this.#timer)
    cancelAnimationFrame(this.#frame)
  }

  get viewport(): number {
    return this.#scroller.clientHeight
  }

  /** top is how far the rows are scrolled, whatever the scroll position says. */
  get top(): number {
    return this.#scroller.scrollTop - this.#shift
  }

  get atBottom(): boolean {
    return this.rows.total - this.top - this.viewport <= edge
  }

  /** place is what the eye is at, to be given to hold another time. */
  place(): Place | undefined {
    return placeAt(this.rows, this.top, this.viewport)
  }

  setKeys(keys: readonly string[]): void {
    const before = this.rows.keys
    const follow = this.#o.bottom && this.#o.stick() && before.length > 0 && this.viewport > 0 && this.atBottom
    if (follow) this.#hold = { at: 'bottom' }
    const hold = this.#hold
    const height = this.rows.total
    if (hold.at === 'row') {
      const place = this.rows.setKeys(keys, hold.place)
      this.#hold = place ? { at: 'row', place } : this.#start()
    } else if (hold.at === 'align') {
      const place = this.rows.setKeys(keys, this.place())
      if (!keys.includes(hold.key) && before.includes(hold.key)) {
        this.#hold = place ? { at: 'row', place } : this.#start()
      }
    } else {
      const place = this.rows.setKeys(keys, this.place())
      // at the end of the list, but what is added there is not to be followed
      if (!this.#o.stick() && place && before.length > 0) this.#hold = { at: 'row', place }
    }
    this.update()
    const added = keys.length - before.length
    const atEnd = keys[0] === before[0] && keys[before.length - 1] === before[before.length - 1]
    if (follow && added > 0 && added < 4 && atEnd)
      slideIn(this.#list, Math.min(this.rows.total - height, this.viewport / 2))
  }

  #start(): Hold {
    return this.#o.bottom ? { at: 'bottom' } : { at: 'top' }
  }

  /** align brings a row into sight and keeps it there until somebody scrolls. */
  align(key: string, align: Align): void {
    this.#hold = { at: 'align', key, align }
    this.update()
    const place = this.place()
    if (align === 'nearest' && place) this.#hold = { at: 'row', place }
  }

  /** hold puts a row at a place. */
  hold(place: Place): void {
    this.#hold = { at: 'row', place }
    this.update()
  }

  toBottom(): void {
    this.#hold = { at: 'bottom' }
    this.update()
  }

  /** target is the scroll position that shows a row as asked. */
  target(key: string, align: Align): number {
    const i = this.rows.indexOf(key)
    const start = this.rows.offset(i)
    const size = this.rows.size(i)
    const view = this.viewport
    const end = start + size - view
    let top = start
    if (align === 'end') top = end
    // what does not fit begins at the top
    if (align === 'center') top = size > view ? start : start + (size - view) / 2
    if (align === 'nearest') top = size > view ? start : Math.min(start, Math.max(end, this.top))
    return this.#clamp(top)
  }

  #clamp(top: number): number {
    return Math.max(0, Math.min(top, this.rows.total - this.viewport))
  }

  #wanted(): number {
    const h = this.#hold
    if (h.at === 'top') return 0
    if (h.at === 'bottom') return this.#clamp(this.rows.total)
    if (h.at === 'align') return this.rows.indexOf(h.key) < 0 ? this.top : this.target(h.key, h.align)
    return this.#clamp(this.rows.offset(this.rows.indexOf(h.place.key)) - h.place.delta)
  }

  /** update draws, measures and corrects until what is drawn is right: two or three rounds. */
  update(settle = true): void {
    for (let round = 0; round < 5; round++) {
      const view = this.viewport || 800 // not laid out yet
      const wanted = settle ? this.#wanted() : this.top
      const [from, to] = span(this.rows, wanted, view, margin)
      const changed = this.#draw(from, to)
      const measured = this.#measure()
      if (!measured && !changed) break
    }
    if (settle) this.#correct()
    this.#o.moved()
    // inside an effect nothing is drawn before the effect has ended
    if (!this.#again && !this.#isDrawn()) {
      this.#again = true
      queueMicrotask(() => !this.#disposed && this.update(settle))
    } else this.#again = false
  }

  /** correct brings what is held to its place: by moving the rows while somebody scrolls, else by scrolling. */
  #correct(): void {
    const wanted = this.#wanted()
    const scrolling = performance.now() - this.#lastScroll < idle && this.#hold.at === 'row'
    const room = wanted > this.viewport && this.rows.total - wanted > 2 * this.viewport
    this.#shift = scrolling && room ? this.#scroller.scrollTop - wanted : 0
    this.#draw(this.#drawn.from, this.#drawn.to)
    if (this.#shift === 0 && Math.abs(this.#scroller.scrollTop - wanted) > 0.4) this.#scrollTo(wanted)
  }

  #scrollTo(top: number): void {
    this.#scroller.scrollTop = top
    this.#set = this.#scroller.scrollTop
  }

  #draw(from: number, to: number): boolean {
    const total = this.rows.total
    const pad = this.#o.bottom ? Math.max(0, this.viewport - total) : 0
    this.#list.style.top = `${pad + this.rows.offset(from) + this.#shift}px`
    if (this.#list.parentElement) this.#list.parentElement.style.height = `${Math.max(0, total + pad + this.#shift)}px`
    const was = this.#drawn
    const changed = was.from !== from || was.to !== to
    this.#drawn = { from, to }
    this.#o.draw(this.#drawn)
    return changed
  }

  /** isDrawn tells whether the rows in the document are those that were asked for. */
  #isDrawn(): boolean {
    const { from, to } = this.#drawn
    const here = this.#list.children
    if (here.length !== to - from) return false
    for (let i = 0; i < here.length; i++) {
      const el = here[i]
      if (el instanceof HTMLElement && el.dataset.key !== this.rows.keys[from + i]) return false
    }
    return true
  }

  /** measure takes the heights of all rows drawn; false when all are known. */
  #measure(): boolean {
    let changed = false
    const seen = new Set<HTMLElement>()
    for (const el of this.#list.children) {
      if (!(el instanceof HTMLElement) || el.dataset.key === undefined) continue
      seen.add(el)
      if (!this.#watched.has(el)) {
        this.#watched.set(el, el.dataset.key)
        this.#observer?.observe(el)
      }
      const size = el.getBoundingClientRect().height
      if (this.viewport > 0 && this.rows.measure(el.dataset.key, size)) changed = true
    }
    for (const el of this.#watched.keys()) {
      if (seen.has(el)) continue
      this.#watched.delete(el)
      this.#observer?.unobserve(el)
    }
    return changed
  }

  #resized(): void {
    if (this.viewport === 0) return
    this.#measure()
    this.#correct()
    // rows drawn inside this callback could not be observed in it
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.update())
  }

  #scrolled = (): void => {
    const ours = Math.abs(this.#scroller.scrollTop - this.#set) < 1
    if (!ours) {
      this.#lastScroll = performance.now()
      this.#set = -1
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#settled(), idle + 20)
      this.#hold = this.#whatIsHeld()
    }
    this.update(!ours)
  }

  #whatIsHeld(): Hold {
    if (this.#o.stick()) {
      if (this.#o.bottom && this.atBottom) return { at: 'bottom' }
      if (!this.#o.bottom && this.top <= edge) return { at: 'top' }
    }
    const place = this.place()
    return place ? { at: 'row', place } : this.#start()
  }

  #settled(): void {
    if (this.#shift !== 0) this.update()
  }
}
