import type { PeerId } from '../../api/peer'

/** How many chats are remembered. */
const most = 20
const key = (slot: number) => `heliograph.${slot}.searched`

/** recentPeers are the chats that were found and opened last, the newest first. */
export function recentPeers(slot: number): PeerId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(slot)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => Number.isSafeInteger(id)) : []
  } catch {
    return []
  }
}

/** rememberPeer puts a chat before the others; what comes of it. */
export function rememberPeer(slot: number, peer: PeerId): PeerId[] {
  const next = [peer, ...recentPeers(slot).filter((other) => other !== peer)].slice(0, most)
  localStorage.setItem(key(slot), JSON.stringify(next))
  return next
}

export function forgetRecent(slot: number): void {
  localStorage.removeItem(key(slot))
}
