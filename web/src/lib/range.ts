/**
 * What is known of a chat's history: windows of ids without a gap, oldest
 * first, that neither touch nor overlap.
 */
export type Windows = readonly Window[]

export interface Window {
  /** Ascending; between two neighbours there is no other message. */
  readonly ids: readonly number[]
  /** There is nothing before, or after it. */
  readonly first: boolean
  readonly last: boolean
}

/** A part of history as the server answered: without a gap, and whether it ends there. */
export interface Page extends Window {
  /** The id that was asked from: before it, or after it, comes nothing that is not in the page. */
  readonly before?: number
  readonly after?: number
}

const oldest = (w: Window): number => w.ids[0] ?? Number.POSITIVE_INFINITY
const newest = (w: Window): number => w.ids.at(-1) ?? Number.NEGATIVE_INFINITY

/**
 * addPage puts a page among the windows. It unites those that it shares a message
 * with, or that hold the message it was asked from; what a window has in the
 * page's stretch and the page has not is gone.
 */
export function addPage(windows: Windows, page: Page): Windows {
  if (page.ids.length === 0) {
    const empty = page.first && page.last && page.before === undefined && page.after === undefined
    return empty ? [{ ids: [], first: true, last: true }] : windows.map((w) => closed(w, page))
  }
  const low = page.after === undefined ? oldest(page) : Math.min(oldest(page), page.after)
  const high = page.before === undefined ? newest(page) : Math.max(newest(page), page.before)
  const touched = windows.filter((w) => oldest(w) <= high && newest(w) >= low)
  const joined = touched.filter((w) => w.ids.some((id) => id >= low && id <= high))
  const others = windows.filter((w) => !joined.includes(w) && !(oldest(w) >= low && newest(w) <= high))
  const inside = (id: number) => id >= oldest(page) && id <= newest(page)
  const ids = [...new Set([...joined.flatMap((w) => w.ids.filter((id) => !inside(id))), ...page.ids])].sort(
    (a, b) => a - b,
  )
  const first = page.first || joined.some((w) => w.first && oldest(w) <= low)
  const last = page.last || joined.some((w) => w.last && newest(w) >= high)
  return sorted([...others, { ids, first, last }])
}

/** closed is a window that an empty page ended: before, or after its end is nothing. */
function closed(w: Window, page: Page): Window {
  const first = w.first || (page.before !== undefined && page.first && oldest(w) === page.before)
  const last = w.last || (page.after !== undefined && page.last && newest(w) === page.after)
  return first === w.first && last === w.last ? w : { ...w, first, last }
}

const sorted = (windows: Window[]): Windows => windows.sort((a, b) => oldest(a) - oldest(b))

/** addNewest puts a message at the end of history, where that end is known; else it is not known what is before it. */
export function addNewest(windows: Windows, id: number): Windows {
  if (windows.length === 0) return windows
  return windows.map((w) => (w.last && !w.ids.includes(id) ? { ...w, ids: [...w.ids, id].sort((a, b) => a - b) } : w))
}

/** without takes messages out that are gone; gaps do not come of that. */
export function without(windows: Windows, gone: ReadonlySet<number>): Windows {
  return windows
    .map((w) => (w.ids.some((id) => gone.has(id)) ? { ...w, ids: w.ids.filter((id) => !gone.has(id)) } : w))
    .filter((w) => w.ids.length > 0 || (w.first && w.last))
}

/** renamed is a message under the id that the server gave it. */
export function renamed(windows: Windows, from: number, to: number): Windows {
  return windows.map((w) => {
    if (!w.ids.includes(from)) return w
    return { ...w, ids: [...new Set(w.ids.map((id) => (id === from ? to : id)))].sort((a, b) => a - b) }
  })
}

/** windowOf is the window that has a message. */
export const windowOf = (windows: Windows, id: number): Window | undefined => windows.find((w) => w.ids.includes(id))

/** lastWindow is the one that history ends with; undefined: its end is not known. */
export const lastWindow = (windows: Windows): Window | undefined => windows.find((w) => w.last)
