import type { Account } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { titleOf } from './names'
import { found, offered } from './state'

/** findPeers finds chats and contacts that this browser knows by a query, the best first. */
export function findPeers(account: Pick<Account, 'tables' | 'auth'>, query: string, locale: string): PeerId[] {
  const now = account.auth()
  const me = now.kind === 'in' ? now.me : undefined
  return found(offered(account.tables, 'chats', me, locale), query, titleOf).map((peer) => peer.id)
}
