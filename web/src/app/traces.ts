import { createEffect, on } from 'solid-js'
import type { Account } from '../api/account'
import { forgetEmoji } from '../features/emoji'
import { accounts } from './accounts'

/** Removes what this browser keeps outside of an account's own storage of who used it, as soon as they are logged out. */
export function forgetTraces(account: Account): void {
  createEffect(
    on(
      () => account.auth().kind,
      (now, before) => {
        // One that was logged out elsewhere begins as nobody: then it is the only one who was here.
        if (now === 'out' && (before === 'in' || accounts().length === 1)) forgetEmoji()
      },
    ),
  )
}
