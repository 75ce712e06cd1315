import type { tl } from '@mtcute/web'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { channelId, peerId } from '../project/peer'
import type { Session } from '../session'
import { refreshDialogs } from '../tg/dialogs'
import { privateChats } from './messages'

/** How far somebody has read; answers whether the update was of this kind. */
export function syncMarks(session: Session, update: tl.TypeUpdate): boolean {
  const { state } = session
  switch (update._) {
    case 'updateReadHistoryInbox':
      if (update.topMsgId === undefined) readIn(session, peerId(update.peer), update.maxId, update.stillUnreadCount)
      return true
    case 'updateReadChannelInbox':
      readIn(session, channelId(update.channelId), update.maxId, update.stillUnreadCount)
      return true
    case 'updateReadHistoryOutbox':
      readOut(session, peerId(update.peer), update.maxId)
      return true
    case 'updateReadChannelOutbox':
      readOut(session, channelId(update.channelId), update.maxId)
      return true
    case 'updateReadMessagesContents':
      for (const [chat, ids] of privateChats(session, update.messages)) contents(session, chat, ids)
      return true
    case 'updateChannelReadMessagesContents':
      contents(session, channelId(update.channelId), update.messages)
      return true
    case 'updateReadChannelDiscussionInbox':
    case 'updateReadChannelDiscussionOutbox':
      return true
    case 'updateDialogUnreadMark':
      if (update.peer._ === 'dialogPeer') {
        state.change('dialogs', peerId(update.peer.peer), { marked: update.unread === true })
      }
      return true
    default:
      return false
  }
}

function readIn(session: Session, chat: PeerId, upTo: number, unread: number): void {
  session.state.change('dialogs', chat, { readIn: upTo, unread, marked: false })
}

function readOut(session: Session, chat: PeerId, upTo: number): void {
  session.state.change('dialogs', chat, { readOut: upTo })
}

function contents(session: Session, chat: PeerId, ids: readonly number[]): void {
  for (const id of ids) session.state.change('messages', messageKey(chat, id), { unread: false })
  void refreshDialogs(session, [chat]).catch(() => undefined)
}
