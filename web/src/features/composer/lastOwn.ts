import type { Account } from '../../api/account'
import { firstLocalId, type Message } from '../../api/message'
import type { PeerId } from '../../api/peer'

/** How long messages can be changed, in seconds. */
const editable = 48 * 3600

/** The newest message of the reader in a chat or topic that can be changed, of those that are known here. */
export function lastOwn(account: Account, chat: PeerId, topic: number | undefined): Message | undefined {
  const me = account.me()?.id
  const since = chat === me ? 0 : Date.now() / 1000 - editable
  let last: Message | undefined
  for (const message of Object.values(account.tables.messages)) {
    if (message.chat !== chat || message.scheduled || !message.out || message.id >= firstLocalId) continue
    if (message.body.kind !== 'text' || message.forward || message.date < since) continue
    if (topic !== undefined && message.topic !== topic) continue
    if (!last || message.id > last.id) last = message
  }
  return last
}
