import type { Account } from '../api/account'
import { now } from '../lang/format'
import { countMuted } from '../ui/preferences'

/** unreadOf is how many messages wait in an account's chats that are not archived, nor muted unless those count. */
export function unreadOf(account: Account): number {
  let sum = 0
  for (const dialog of Object.values(account.tables.dialogs)) {
    if (dialog.archived || (dialog.mutedUntil > now() && !countMuted())) continue
    sum += dialog.unread > 0 ? dialog.unread : dialog.marked ? 1 : 0
  }
  return sum
}
