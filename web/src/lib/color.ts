/** How many colours there are for names and pictures. */
export const colors = 7

/** Where the ids of supergroups and channels begin in links of the Bot API. */
const channelBase = -1_000_000_000_000

/** bareId is the id of a peer within its kind, as the server and its links know it. */
export function bareId(peer: number): number {
  if (peer >= 0) return peer
  return peer <= channelBase ? channelBase - peer : -peer
}

/** channelPeer is the peer of a channel's or supergroup's bare id. */
export const channelPeer = (bare: number): number => channelBase - bare

/** colorOf is the colour, 0 to 6, of a peer that has chosen none. */
export const colorOf = (peer: number): number => bareId(peer) % colors
