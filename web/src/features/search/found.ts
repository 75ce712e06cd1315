import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Api } from '../../api/client'
import type { MessageKey } from '../../api/message'
import type { MessagePlace, MessageQuery } from '../../api/search'

/** How long after a letter the server is asked. */
const pause = 300

/** createMessageSearch finds messages while somebody types; what came for an older question is not told. */
export function createMessageSearch(
  api: Pick<Api, 'searchMessages'>,
  question: Accessor<Omit<MessageQuery, 'after'> | undefined>,
) {
  const [keys, setKeys] = createSignal<readonly MessageKey[]>([])
  const [count, setCount] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let next: MessagePlace | undefined
  let run = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    run++
    clearTimeout(timer)
  })
  const load = async (first: boolean) => {
    const asked = question()
    if (!asked) return
    const mine = ++run
    setBusy(true)
    setError(undefined)
    try {
      const page = await api.searchMessages({ ...asked, ...(first || !next ? {} : { after: next }) })
      if (mine !== run) return
      next = page.next
      setKeys(first ? page.keys : [...new Set([...keys(), ...page.keys])])
      if (first) setCount(page.count)
    } catch (failure) {
      if (mine === run) setError(failure)
    } finally {
      if (mine === run) setBusy(false)
    }
  }
  createEffect(
    on(question, (now) => {
      clearTimeout(timer)
      run++
      next = undefined
      setKeys([])
      setCount(0)
      setError(undefined)
      setBusy(now !== undefined)
      if (now) timer = setTimeout(() => void load(true), pause)
    }),
  )
  return {
    keys,
    count,
    busy,
    error,
    more: () => {
      if (!busy() && next) void load(false)
    },
    retry: () => void load(keys().length === 0),
  }
}
