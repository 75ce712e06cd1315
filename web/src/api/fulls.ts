import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { type Account, useAccount } from './account'
import { ApiError } from './client'
import type { Full } from './full'
import type { PeerId } from './peer'

/** What was learned of chats, by account: shown at once when a chat is opened again. */
const known = new WeakMap<Account, ReturnType<typeof begin>>()

function begin(account: Account) {
  const [all, change] = createStore<Record<PeerId, Full>>({})
  const asked = new Map<PeerId, Promise<void>>()
  const load = (chat: PeerId): Promise<void> => {
    const now = asked.get(chat)
    if (now) return now
    const asking = account.api
      .full({ chat })
      .then((full) => change(chat, reconcile(full, { key: null })))
      .finally(() => asked.delete(chat))
    asked.set(chat, asking)
    return asking
  }
  return { all, load }
}

/** What `useFull` knows of a chat, and how that goes on. */
export interface FullState {
  /** undefined until it is known. */
  readonly full: Accessor<Full | undefined>
  /** Of the last time that it was asked for. */
  readonly error: Accessor<ApiError | undefined>
  readonly reload: () => Promise<void>
}

/** What is known of a chat besides what lists show, kept in step as long as the caller is shown. */
export function useFull(chat: Accessor<PeerId>): FullState {
  const account = useAccount()
  let kept = known.get(account)
  if (!kept) {
    kept = begin(account)
    known.set(account, kept)
  }
  const { all, load } = kept
  const [error, setError] = createSignal<ApiError>()
  const reload = async () => {
    try {
      await load(chat())
      setError(undefined)
    } catch (failed) {
      if (failed instanceof ApiError) setError(failed)
      else throw failed
    }
  }
  createEffect(() => {
    chat()
    void reload()
  })
  onCleanup(
    account.on((event) => {
      const changed = event.kind === 'changed' && event.what === 'full' && event.chat === chat()
      const reset = event.kind === 'reset' && (event.chat === 0 || event.chat === chat())
      if (changed || reset) void reload()
    }),
  )
  return { full: () => all[chat()], error, reload }
}
