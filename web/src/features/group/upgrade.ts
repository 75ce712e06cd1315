import type { Account } from '../../api/account'
import type { Group, PeerId } from '../../api/peer'
import { infoHref } from '../info'

/**
 * The id under which a group can do what only supergroups can: a basic one becomes a
 * supergroup, and the pane goes on with it at `page`.
 */
export async function upgraded(account: Account, group: Group, page: string): Promise<PeerId> {
  if (!group.basic) return group.id
  const chat = await account.api.migrate({ chat: group.id })
  location.replace(infoHref(chat, page))
  return chat
}
