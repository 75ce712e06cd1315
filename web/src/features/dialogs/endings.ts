import type { Peer } from '../../api/peer'

/** How a chat can be ended by the reader, and what else the question may offer. */
export interface Endings {
  /** Its history can be cleared while it stays in the list. */
  readonly clear: boolean
  /** delete: it goes from the list; leave: the reader is a member no more. */
  readonly end: 'delete' | 'leave'
  /** both: the other one may lose the messages too; everyone: all members may lose the chat. */
  readonly forAll: 'both' | 'everyone' | undefined
  readonly block: boolean
}

/** endingsOf is what the server lets one do with a chat with this peer. */
export function endingsOf(peer: Peer): Endings {
  if (peer.kind === 'user') {
    const other = !peer.self && !peer.bot && !peer.deleted && !peer.support
    return {
      clear: true,
      end: 'delete',
      forAll: other ? 'both' : undefined,
      block: !peer.self && !peer.deleted && !peer.support,
    }
  }
  if (peer.left || peer.forbidden) return { clear: peer.basic, end: 'delete', forAll: undefined, block: false }
  return {
    // What is public, or a channel, has one history for all.
    clear: peer.basic || (peer.kind === 'group' && peer.username === undefined),
    end: 'leave',
    forAll: peer.creator ? 'everyone' : undefined,
    block: false,
  }
}
