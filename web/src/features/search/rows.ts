import type { MessageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'

/** A row of what was found; a header stands over the first one of each kind. */
export type Row =
  | { readonly kind: 'known' | 'others' | 'recent'; readonly peer: PeerId; readonly first: boolean }
  | { readonly kind: 'message'; readonly message: MessageKey; readonly first: boolean }

/** rowsOf puts what was found in a row, each chat once, by keys. */
export function rowsOf(parts: {
  known: readonly PeerId[]
  others: readonly PeerId[]
  recent: readonly PeerId[]
  messages: readonly MessageKey[]
}): Map<string, Row> {
  const out = new Map<string, Row>()
  const seen = new Set<PeerId>()
  for (const kind of ['recent', 'known', 'others'] as const) {
    let first = true
    for (const peer of parts[kind]) {
      if (seen.has(peer)) continue
      seen.add(peer)
      out.set(`${kind} ${peer}`, { kind, peer, first })
      first = false
    }
  }
  for (const [i, message] of parts.messages.entries()) out.set(message, { kind: 'message', message, first: i === 0 })
  return out
}
