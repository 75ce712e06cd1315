import type { Account } from '../api/account'
import type { Dialog } from '../api/dialog'
import type { PeerId } from '../api/peer'

const before = (a: Dialog, b: Dialog): number => {
  if (a.pinned !== b.pinned) return (a.pinned || Number.POSITIVE_INFINITY) - (b.pinned || Number.POSITIVE_INFINITY)
  return b.date - a.date
}

/** neighbour is the chat above or below another one in the list, or the first; undefined: there is none. */
export function neighbour(account: Pick<Account, 'tables'>, chat: PeerId | undefined, by: 1 | -1): PeerId | undefined {
  const list = Object.values(account.tables.dialogs)
    .filter((dialog) => !dialog.archived)
    .sort(before)
  const at = list.findIndex((dialog) => dialog.chat === chat)
  return (at < 0 ? list[0] : list[at + by])?.chat
}
