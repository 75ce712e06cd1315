import { type Accessor, createEffect, createSignal, on } from 'solid-js'

/** A list that comes in pages. */
export interface Paged<T> {
  readonly items: Accessor<readonly T[]>
  readonly count: Accessor<number>
  readonly state: Accessor<'loading' | 'ready' | 'failed'>
  readonly error: Accessor<unknown>
  readonly more: Accessor<boolean>
  load(): void
}

export interface PageOf<T> {
  readonly items: readonly T[]
  readonly count: number
  readonly next?: string | undefined
}

/** createPaged loads the first page of a list, anew whenever `of` changes. */
export function createPaged<T, K>(
  of: Accessor<K>,
  ask: (of: K, next: string | undefined) => Promise<PageOf<T>>,
): Paged<T> {
  const [items, setItems] = createSignal<readonly T[]>([])
  const [count, setCount] = createSignal(0)
  const [next, setNext] = createSignal<string>()
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const [error, setError] = createSignal<unknown>()
  const load = async (fresh: boolean) => {
    const key = of()
    setState('loading')
    try {
      const page = await ask(key, fresh ? undefined : next())
      if (of() !== key) return
      setItems((old) => (fresh ? page.items : [...old, ...page.items]))
      setCount(page.count)
      setNext(page.next)
      setState('ready')
    } catch (failed) {
      setError(failed)
      setState('failed')
    }
  }
  createEffect(
    on(of, () => {
      setItems([])
      void load(true)
    }),
  )
  return {
    items,
    count,
    state,
    error,
    more: () => next() !== undefined,
    load: () => void load(items().length === 0),
  }
}
