import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Api } from '../../api/client'
import type { FoundPeers } from '../../api/search'

/** How long after a letter the server is asked. */
const pause = 250
const limit = 20
const nobody: FoundPeers = { mine: [], others: [] }

/** Finds people and public chats on the server while somebody types; what came for an older query is not told. */
export function createLookup(api: Pick<Api, 'searchPeers'>, query: Accessor<string>) {
  const [found, setFound] = createSignal<FoundPeers>(nobody)
  const [busy, setBusy] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(query, (now) => {
      clearTimeout(timer)
      setFound(nobody)
      const wanted = now.trim().replace(/^@/, '')
      setBusy(wanted !== '')
      if (wanted === '') return
      timer = setTimeout(async () => {
        const answer = await api.searchPeers({ query: wanted, limit }).catch(() => nobody)
        if (query() !== now) return
        setFound(answer)
        setBusy(false)
      }, pause)
    }),
  )
  return {
    mine: () => found().mine,
    others: () => found().others,
    busy,
  }
}
