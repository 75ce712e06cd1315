import type { PeerId } from '../api/peer'
import type { Chat } from '../features/folders'
import { byPlace } from '../lib/order'

/** neighbour is the chat above or below another one in its list, or the first; undefined: there is none. */
export function neighbour(chats: readonly Chat[], chat: PeerId | undefined, by: 1 | -1): PeerId | undefined {
  const archived = chats.find((one) => one.chat === chat)?.archived ?? false
  const list = chats.filter((one) => one.archived === archived).sort(byPlace)
  const at = list.findIndex((one) => one.chat === chat)
  return (at < 0 ? list[0] : list[at + by])?.chat
}
