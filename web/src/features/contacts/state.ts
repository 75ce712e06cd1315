import type { Tables } from '../../api/patch'
import type { Peer, PeerId, User } from '../../api/peer'
import { byPlace } from '../../lib/order'
import { matches, rank } from '../../lib/search'

/** Everybody in the contacts, by name as the language orders names. */
export function contactsOf(tables: Pick<Tables, 'peers'>, locale: string): User[] {
  const people = Object.values(tables.peers).filter(
    (peer): peer is User => peer.kind === 'user' && peer.contact && !peer.self,
  )
  return people.sort(byName(locale))
}

const collators = new Map<string, Intl.Collator>()

function byName(locale: string): (a: Peer, b: Peer) => number {
  let collator = collators.get(locale)
  if (!collator) {
    collator = new Intl.Collator(locale, { sensitivity: 'base', numeric: true })
    collators.set(locale, collator)
  }
  const { compare } = collator
  return (a, b) => compare(a.name, b.name)
}

/** How near to now somebody was seen, for sorting: larger is later. */
export function seenAt(user: User): number {
  switch (user.presence.kind) {
    case 'online':
      return user.presence.until + 1e9
    case 'offline':
      return user.presence.at
    case 'recently':
      return 3
    case 'lastWeek':
      return 2
    case 'lastMonth':
      return 1
    case 'longAgo':
      return 0
  }
}

/**
 * Whom a picker offers before anything is typed: people are the contacts and
 * those one has a chat with; chats are one's own cloud, all chats as the list
 * has them, and then the other contacts.
 */
export function offered(
  tables: Pick<Tables, 'peers' | 'dialogs'>,
  from: 'people' | 'chats',
  me: PeerId | undefined,
  locale: string,
): Peer[] {
  const dialogs = Object.values(tables.dialogs).sort(byPlace)
  const withChat = dialogs.map((dialog) => tables.peers[dialog.chat]).filter((peer) => peer !== undefined)
  const contacts = contactsOf(tables, locale)
  const self = me === undefined ? undefined : tables.peers[me]
  const all =
    from === 'chats'
      ? [...(self ? [self] : []), ...withChat, ...contacts]
      : [...contacts, ...withChat.filter((peer) => peer.kind === 'user' && !peer.self)]
  return [...new Map(all.filter(reachable).map((peer) => [peer.id, peer])).values()]
}

/** Somebody or something that is still there. */
export const reachable = (peer: Peer): boolean => (peer.kind === 'user' ? !peer.deleted : !peer.forbidden && !peer.left)

/** Those that a query means, the best first; a query of nothing means all. */
export function found(peers: readonly Peer[], query: string, nameOf: (peer: Peer) => string): Peer[] {
  if (query.trim() === '') return [...peers]
  const named = query.trim().replace(/^@/, '')
  return peers
    .filter((peer) => matches(named, nameOf(peer), ...peer.usernames))
    .map((peer, i) => ({ peer, i, rank: rank(named, nameOf(peer)) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map(({ peer }) => peer)
}
