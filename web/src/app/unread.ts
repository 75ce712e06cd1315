import type { Account } from '../api/account'
import { now } from '../lang/format'

/** unreadOf is how many messages wait in an account's chats that are neither muted nor archived. */
export function unreadOf(account: Account): number {
  let sum = 0
  for (const dialog of Object.values(account.tables.dialogs)) {
    if (dialog.archived || dialog.mutedUntil > now()) continue
    sum += dialog.unread > 0 ? dialog.unread : dialog.marked ? 1 : 0
  }
  return sum
}
