import type { tl } from '@mtcute/web'
import type { PeerId } from '../../api/peer'
import { bareChannel, isChannel } from '../project/peer'
import type { Session } from '../session'

type Affected = { readonly pts: number; readonly ptsCount: number }

export const emptyUpdates = {
  _: 'updates',
  seq: 0,
  date: 0,
  users: [],
  chats: [],
} as const satisfies Partial<tl.RawUpdates>

/** Takes over how far a box has come by what one did (messages.affectedMessages), which nobody tells otherwise. */
export function affected(session: Session, chat: PeerId, { pts, ptsCount }: Affected): void {
  const update: tl.TypeUpdate = isChannel(chat)
    ? { _: 'updateDeleteChannelMessages', channelId: bareChannel(chat), messages: [], pts, ptsCount }
    : { _: 'updateDeleteMessages', messages: [], pts, ptsCount }
  session.client.handleClientUpdate({ ...emptyUpdates, updates: [update] })
}
