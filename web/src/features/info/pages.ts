import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** A list that comes in pages. */
export interface Pages<T> {
  readonly items: Accessor<readonly T[]>
  /** How many there are in all, as far as is known. */
  readonly count: Accessor<number>
  readonly busy: Accessor<boolean>
  /** The first page has come. */
  readonly ready: Accessor<boolean>
  readonly error: Accessor<unknown>
  readonly more: () => void
  /** Begins anew, keeping what is there in sight until then. */
  readonly reload: () => Promise<void>
  /** Changes what is there until it is loaded anew. */
  readonly change: (fn: (items: readonly T[]) => readonly T[]) => void
}

/**
 * Loads a list page by page, and anew whenever `query` changes (after a pause for
 * typing). A page without items, or with all that there are, is the last.
 */
export function createPages<T, Q>(
  query: Accessor<Q>,
  load: (query: Q, have: readonly T[]) => Promise<{ items: readonly T[]; count?: number }>,
  pause = 250,
): Pages<T> {
  const [items, setItems] = createSignal<readonly T[]>([])
  const [count, setCount] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  const [ready, setReady] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let turn = 0
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const fetch = async (have: readonly T[]) => {
    const mine = ++turn
    setBusy(true)
    setError(undefined)
    try {
      const page = await load(query(), have)
      if (mine !== turn) return
      const all = [...have, ...page.items]
      ended = page.items.length === 0 || (page.count !== undefined && all.length >= page.count)
      setItems(all)
      setCount(page.count ?? all.length)
      setReady(true)
    } catch (failed) {
      if (mine === turn) setError(failed)
    } finally {
      if (mine === turn) setBusy(false)
    }
  }
  const reload = () => fetch([])
  createEffect(
    on(query, (_, before) => {
      clearTimeout(timer)
      if (before === undefined) void reload()
      else timer = setTimeout(() => void reload(), pause)
    }),
  )
  onCleanup(() => {
    clearTimeout(timer)
    turn++
  })
  return {
    items,
    count,
    busy,
    ready,
    error,
    more: () => {
      if (!busy() && !ended && error() === undefined && ready()) void fetch(items())
    },
    reload,
    change: (fn) => setItems(fn(items())),
  }
}
