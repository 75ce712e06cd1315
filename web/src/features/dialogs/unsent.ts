import { createRoot } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Account } from '../../api/account'
import { firstLocalId } from '../../api/message'
import type { AccountEvent } from '../../api/patch'
import type { PeerId } from '../../api/peer'

/** What waits to be sent, by chats: ids, the newest last. */
type Unsent = Record<PeerId, readonly number[]>

/** afterEvent is what waits to be sent in a chat after something happened; undefined: it does not matter to that. */
export function afterEvent(ids: readonly number[], event: AccountEvent): readonly number[] | undefined {
  switch (event.kind) {
    case 'new':
      return event.id >= firstLocalId && !ids.includes(event.id) ? [...ids, event.id] : undefined
    case 'settled':
      return ids.filter((id) => id !== event.from)
    case 'gone':
      return ids.filter((id) => !event.ids.includes(id))
    default:
      return undefined
  }
}

const known = new WeakMap<Account, Unsent>()

/** unsentOf is what waits to be sent in the chats of an account, as a store; it is followed from the first call on. */
export function unsentOf(account: Account): Unsent {
  const made = known.get(account)
  if (made) return made
  const unsent = createRoot(() => {
    const [store, change] = createStore<Unsent>({})
    account.on((event) => {
      if (!('chat' in event)) return
      const before = store[event.chat] ?? []
      const after = afterEvent(before, event)
      if (after && after.length !== before.length) change(event.chat, after)
    })
    return store
  })
  known.set(account, unsent)
  return unsent
}
