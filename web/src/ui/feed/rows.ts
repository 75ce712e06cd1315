/** A row that is to stay where it is: its top is `delta` pixels below the top of the viewport. */
export interface Place {
  key: string
  delta: number
}

/**
 * Rows knows the order and the heights of the rows of a list: measured ones
 * by key, so that they survive any change of the order, estimated ones until
 * then. It knows nothing of the DOM.
 */
export class Rows {
  #keys: readonly string[] = []
  #index = new Map<string, number>()
  #sizes = new Map<string, number>()
  #offsets = new Float64Array(1)
  #stale = 0 // offsets after this index are to be summed up again
  #sum = 0 // of the measured sizes, for the estimate
  #guess: number

  /** guess is the height of a row before any has been measured. */
  constructor(guess: number) {
    this.#guess = guess
  }

  get keys(): readonly string[] {
    return this.#keys
  }

  get count(): number {
    return this.#keys.length
  }

  get total(): number {
    return this.offset(this.#keys.length)
  }

  /** indexOf is where a key is, or -1. */
  indexOf(key: string): number {
    return this.#index.get(key) ?? -1
  }

  /** size is the height of a row, measured or estimated. */
  size(i: number): number {
    const key = this.#keys[i]
    return (key === undefined ? undefined : this.#sizes.get(key)) ?? this.#guess
  }

  /** offset is the distance of the top of row i from the top of the first; of the end for i = count. */
  offset(i: number): number {
    const to = Math.max(0, Math.min(i, this.#keys.length))
    for (let j = this.#stale; j < to; j++) this.#offsets[j + 1] = (this.#offsets[j] ?? 0) + this.size(j)
    this.#stale = Math.max(this.#stale, to)
    return this.#offsets[to] ?? 0
  }

  /** at is the row that has the given offset inside it: the first or last one beyond the ends, -1 without rows. */
  at(offset: number): number {
    let low = 0
    let high = this.#keys.length - 1
    while (low < high) {
      const mid = (low + high + 1) >> 1
      if (this.offset(mid) <= offset) low = mid
      else high = mid - 1
    }
    return high < 0 ? -1 : low
  }

  /** measure takes the height of a row and tells whether it is another than before. */
  measure(key: string, size: number): boolean {
    const before = this.#sizes.get(key)
    if (before !== undefined && Math.abs(before - size) < 0.1) return false
    this.#sizes.set(key, size)
    this.#sum += size - (before ?? 0)
    const i = this.#index.get(key)
    if (i !== undefined && i < this.#stale) this.#stale = i
    return true
  }

  /**
   * setKeys takes a new list of rows, and returns where the place is then: the
   * same row, or when it is gone the nearest one after it that is still there,
   * else before it, at the distance it had.
   */
  setKeys(keys: readonly string[], place?: Place): Place | undefined {
    const index = new Map<string, number>()
    for (let i = 0; i < keys.length; i++) index.set(keys[i] ?? '', i)
    const carried = place && this.#carry(place, index)
    this.#forget(index)
    this.#keys = keys
    this.#index = index
    this.#offsets = new Float64Array(keys.length + 1)
    this.#stale = 0
    if (this.#sizes.size > 0) this.#guess = this.#sum / this.#sizes.size
    return carried
  }

  #carry(place: Place, index: ReadonlyMap<string, number>): Place | undefined {
    const from = this.indexOf(place.key)
    if (from < 0) return undefined
    const moved = (i: number) => {
      const key = this.#keys[i]
      if (key === undefined || !index.has(key)) return undefined
      return { key, delta: place.delta + this.offset(i) - this.offset(from) }
    }
    for (let i = from; i < this.#keys.length; i++) {
      const p = moved(i)
      if (p) return p
    }
    for (let i = from - 1; i >= 0; i--) {
      const p = moved(i)
      if (p) return p
    }
    return undefined
  }

  /** forget drops the heights of rows that have left, once they are many. */
  #forget(index: ReadonlyMap<string, number>): void {
    if (this.#sizes.size < 2 * index.size + 1000) return
    for (const [key, size] of this.#sizes) {
      if (index.has(key)) continue
      this.#sizes.delete(key)
      this.#sum -= size
    }
  }
}

/**
 * placeAt is what the eye is at when the viewport shows the rows from `top`
 * on: the first row that begins in its upper half, else the one that fills it.
 */
export function placeAt(rows: Rows, top: number, viewport: number): Place | undefined {
  let i = rows.at(top)
  if (i < 0) return undefined
  const next = i + 1
  if (rows.offset(i) < top - 0.5 && next < rows.count && rows.offset(next) < top + viewport / 2) i = next
  const key = rows.keys[i]
  return key === undefined ? undefined : { key, delta: rows.offset(i) - top }
}

/** span is the rows to be drawn for a viewport, with a margin before and after it: [from, to). */
export function span(rows: Rows, top: number, viewport: number, margin: number): [from: number, to: number] {
  if (rows.count === 0) return [0, 0]
  return [rows.at(top - margin), rows.at(top + viewport + margin) + 1]
}
