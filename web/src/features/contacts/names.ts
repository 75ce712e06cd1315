import type { Peer, User } from '../../api/peer'
import { lastSeen, now } from '../../lang/format'
import { t } from '../../lang/lang'

/** How a peer is called in lists of chats: one's own cloud and who is gone have names of their own. */
export function titleOf(peer: Peer | undefined): string {
  if (peer === undefined) return ''
  if (peer.kind === 'user') {
    if (peer.self) return t('contacts.saved')
    if (peer.deleted) return t('contacts.deletedAccount')
  }
  return peer.name || (peer.username ? `@${peer.username}` : t('contacts.nameless'))
}

/** How a person is called where they are meant, not the chat with them: oneself by one's own name. */
export const personName = (user: User): string => (user.self ? user.name : titleOf(user))

/** Whether somebody is here now; follows the clock. */
export function isOnline(peer: Peer | undefined): boolean {
  if (peer?.kind !== 'user' || peer.self || peer.bot) return false
  return peer.presence.kind === 'online' && peer.presence.until > now()
}

/** A line below the name: when a person was here, how many are in a group. */
export function aboutOf(peer: Peer | undefined): string {
  if (peer === undefined) return ''
  switch (peer.kind) {
    case 'user':
      if (peer.self) return t('contacts.savedHint')
      if (peer.bot) return t('contacts.bot')
      if (peer.support) return t('contacts.support')
      return lastSeen(peer.presence)
    case 'group':
      return peer.members === undefined ? t('contacts.group') : t('contacts.members', { n: peer.members })
    case 'channel':
      return peer.members === undefined ? t('contacts.channel') : t('contacts.subscribers', { n: peer.members })
  }
}
