import type { Account } from '../../api/account'
import type { Dialog } from '../../api/dialog'
import { type Message, messageKey } from '../../api/message'
import type { Peer, PeerId } from '../../api/peer'
import { now } from '../../lang/format'
import { unsentOf } from './unsent'

/** Whether a chat is silent now; follows the clock. */
export const isMuted = (dialog: Dialog | undefined): boolean => dialog !== undefined && dialog.mutedUntil > now()

/** The newest message of a chat: one that waits to be sent comes after all others. */
export function lastMessage(account: Account, chat: PeerId): Message | undefined {
  const { dialogs, messages } = account.tables
  const unsent = unsentOf(account)[chat]?.at(-1)
  const waiting = unsent === undefined ? undefined : messages[messageKey(chat, unsent)]
  const dialog = dialogs[chat]
  return waiting ?? (dialog && messages[messageKey(chat, dialog.top)])
}

/** How far one's own message has come; undefined where that is not shown: of others, in one's own cloud, in channels. */
export function sentState(
  message: Message | undefined,
  dialog: Dialog | undefined,
  peer: Peer | undefined,
): 'sending' | 'failed' | 'sent' | 'read' | undefined {
  if (!message?.out || message.body.kind === 'service' || dialog?.draft) return undefined
  if (message.state !== 'sent') return message.state
  if (peer?.kind === 'channel' || (peer?.kind === 'user' && peer.self)) return undefined
  return message.id <= (dialog?.readOut ?? 0) ? 'read' : 'sent'
}

/** Whose name stands before the last message: nobody's where it is clear, and none before a sentence that has it. */
export function authorOf(message: Message | undefined, peer: Peer | undefined): PeerId | 'me' | undefined {
  if (!message || message.body.kind === 'service' || peer?.kind !== 'group') return undefined
  if (message.from === peer.id) return undefined
  return message.out ? 'me' : message.from
}

/** pinnedMoved is the order of pinned chats after one was put in the place of another. */
export function pinnedMoved(order: readonly PeerId[], chat: PeerId, to: PeerId): PeerId[] {
  const from = order.indexOf(chat)
  const at = order.indexOf(to)
  if (from < 0 || at < 0) return [...order]
  const next = order.filter((other) => other !== chat)
  next.splice(at, 0, chat)
  return next
}
