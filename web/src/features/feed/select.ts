import { type Accessor, createSignal } from 'solid-js'

/** Messages that one has chosen to do something with. */
export interface Selection {
  readonly ids: Accessor<ReadonlySet<number>>
  readonly active: Accessor<boolean>
  has(id: number): boolean
  /** Chooses a message or not; `range`: all from the one before to this one. */
  toggle(id: number, range: boolean): void
  clear(): void
}

/** How many may be chosen. */
export const mostSelected = 100

/** `order` is all that can be chosen, as it stands on the screen. */
export function createSelection(order: () => readonly number[]): Selection {
  const [ids, setIds] = createSignal<ReadonlySet<number>>(new Set())
  let last: number | undefined
  return {
    ids,
    active: () => ids().size > 0,
    has: (id) => ids().has(id),
    toggle: (id, range) => {
      const next = new Set(ids())
      const all = order()
      const from = last === undefined ? -1 : all.indexOf(last)
      const to = all.indexOf(id)
      if (range && from >= 0 && to >= 0) {
        for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
      } else if (!next.delete(id)) next.add(id)
      last = id
      setIds(new Set([...next].slice(0, mostSelected)))
    },
    clear: () => {
      last = undefined
      setIds(new Set<number>())
    },
  }
}
