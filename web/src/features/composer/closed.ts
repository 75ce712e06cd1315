import type { Account } from '../../api/account'
import type { Topic } from '../../api/dialog'
import type { Full } from '../../api/full'
import type { BannedRights, Group, Peer } from '../../api/peer'

/** Why one cannot write in a chat, and what one can do instead. */
export type Closed =
  | { readonly kind: 'deleted' | 'gone' | 'left' | 'admins' | 'topic' | 'forbidden' }
  | { readonly kind: 'until'; readonly date: number }
  | { readonly kind: 'moved'; readonly chat: number }
  | { readonly kind: 'join'; readonly request: boolean }
  | { readonly kind: 'mute' }
  | { readonly kind: 'unblock' }

/** The chat in which the server writes: nobody reads it. */
const service = 777000

/** Why the reader cannot write; undefined: they can. */
export function closedBy(peer: Peer | undefined, full: Full | undefined, topic: Topic | undefined): Closed | undefined {
  if (!peer) return undefined
  if (peer.kind === 'user') {
    if (peer.deleted) return { kind: 'deleted' }
    if (peer.id === service) return { kind: 'mute' }
    return full?.kind === 'user' && full.blocked ? { kind: 'unblock' } : undefined
  }
  if (peer.migratedTo !== undefined) return { kind: 'moved', chat: peer.migratedTo }
  if (peer.forbidden) return { kind: 'gone' }
  if (peer.kind === 'channel') return inChannel(peer)
  if (peer.left && peer.basic) return { kind: 'left' }
  if (peer.left && (!peer.linked || peer.joinToSend)) return { kind: 'join', request: peer.joinRequest }
  if (peer.creator || peer.admin) return undefined
  if (peer.banned && silences(peer.banned)) {
    return peer.banned.until > 0 ? { kind: 'until', date: peer.banned.until } : { kind: 'forbidden' }
  }
  if (silences(peer.defaultBanned)) return { kind: 'admins' }
  return topic?.closed && !topic.mine ? { kind: 'topic' } : undefined
}

function inChannel(peer: Group): Closed | undefined {
  if (peer.left) return { kind: 'join', request: peer.joinRequest }
  return peer.creator || peer.admin?.postMessages ? undefined : { kind: 'mute' }
}

const silences = (rights: BannedRights): boolean => rights.sendMessages || rights.sendPlain

/** What the reader may send in a chat besides text. */
export interface Allowed {
  readonly polls: boolean
  /** Places, contacts, lists. */
  readonly others: boolean
  readonly dice: boolean
  readonly links: boolean
}

export function allowedIn(peer: Peer | undefined): Allowed {
  const all = { polls: true, others: true, dice: true, links: true }
  if (!peer || peer.kind === 'user' || peer.kind === 'channel' || peer.creator || peer.admin) return all
  const may = (right: 'sendPolls' | 'sendMedia' | 'sendStickers' | 'embedLinks') =>
    !peer.defaultBanned[right] && !peer.banned?.[right]
  return {
    polls: may('sendPolls'),
    others: may('sendMedia'),
    dice: may('sendStickers'),
    links: may('embedLinks'),
  }
}

/** Whether the slow mode of a chat is for the reader. */
export const isSlowed = (peer: Peer | undefined): boolean =>
  peer !== undefined && peer.kind === 'group' && peer.slowMode && !peer.creator && !peer.admin

/** The topic that is written in, as far as it is known. */
export const topicIn = (account: Account, chat: number, topic: number | undefined): Topic | undefined =>
  topic === undefined ? undefined : account.tables.topics[`${chat}/${topic}`]
