import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Api } from '../../api/client'
import type { PeerId } from '../../api/peer'

/** How long after a letter the server is asked. */
const pause = 250
const limit = 20

/** Finds people and public chats on the server while somebody types; what came for an older query is not told. */
export function createLookup(api: Pick<Api, 'searchPeers'>, query: Accessor<string>) {
  const [ids, setIds] = createSignal<readonly PeerId[]>([])
  const [busy, setBusy] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(query, (now) => {
      clearTimeout(timer)
      setIds([])
      const wanted = now.trim().replace(/^@/, '')
      setBusy(wanted !== '')
      if (wanted === '') return
      timer = setTimeout(async () => {
        const answer = await api.searchPeers({ query: wanted, limit }).catch(() => ({ mine: [], others: [] }))
        if (query() !== now) return
        setIds([...answer.mine, ...answer.others])
        setBusy(false)
      }, pause)
    }),
  )
  return { ids, busy }
}
