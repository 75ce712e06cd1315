import { type Accessor, createEffect, createSignal } from 'solid-js'
import type { Account } from '../../api/account'

/** How far a list has been loaded. */
export interface Loading {
  /** Nothing is known yet: something is to be shown instead. */
  busy: Accessor<boolean>
  error: Accessor<unknown>
  more(): void
  /** Loads all that there is, page by page. */
  all(): void
}

/** createLoading loads a list of dialogs as it is looked at, and again after the connection is back. */
export function createLoading(account: Account, archived: Accessor<boolean>): Loading {
  const [busy, setBusy] = createSignal(true)
  const [error, setError] = createSignal<unknown>()
  let running = false
  let everything = false
  const more = async () => {
    if (running) return
    running = true
    setError(undefined)
    try {
      do {
        if (!(await account.api.loadDialogs({ archived: archived() }))) break
      } while (everything)
    } catch (failure) {
      setError(failure)
    } finally {
      running = false
      setBusy(false)
    }
  }
  createEffect(() => {
    if (account.connection() === 'connected') void more()
  })
  return {
    busy,
    error,
    more: () => void more(),
    all: () => {
      everything = true
      void more()
    },
  }
}
