import type { tl } from '@mtcute/web'
import type { PeerId } from '../../api/peer'
import { channelId, groupId, peerId } from '../project/peer'
import type { Session } from '../session'
import { refreshDialogs } from '../tg/dialogs'
import { refreshChannel } from '../tg/group'

/** What changed outside the tables, which is asked for anew. */
export function syncChats(session: Session, update: tl.TypeUpdate): void {
  const { state } = session
  switch (update._) {
    case 'updateChat':
      chatChanged(session, groupId(update.chatId))
      return
    case 'updateChannel':
      refreshChannel(session, channelId(update.channelId), () => chatChanged(session, channelId(update.channelId)))
      return
    case 'updateChatParticipants':
      state.event({ kind: 'changed', what: 'full', chat: groupId(update.participants.chatId) })
      return
    case 'updateChannelParticipant':
      state.event({ kind: 'changed', what: 'full', chat: channelId(update.channelId) })
      return
    case 'updateChatDefaultBannedRights':
    case 'updatePeerSettings':
    case 'updatePendingJoinRequests':
      state.event({ kind: 'changed', what: 'full', chat: peerId(update.peer) })
      return
    case 'updatePeerBlocked':
      state.event({ kind: 'changed', what: 'blocked' })
      state.event({ kind: 'changed', what: 'full', chat: peerId(update.peerId) })
      return
    case 'updatePrivacy':
      state.event({ kind: 'changed', what: 'privacy' })
      return
    case 'updateNewAuthorization':
      state.event({ kind: 'changed', what: 'sessions' })
      return
    case 'updateContactsReset':
      state.event({ kind: 'changed', what: 'contacts' })
      return
    case 'updateLangPack':
    case 'updateLangPackTooLong':
      state.event({ kind: 'changed', what: 'lang' })
      return
    case 'updateRecentReactions':
      state.event({ kind: 'changed', what: 'reactions' })
      return
    case 'updateServiceNotification':
      if (update.popup) state.event({ kind: 'notice', text: update.message })
      return
  }
}

/** A chat whose state changed, perhaps one that the reader is no longer in. */
function chatChanged(session: Session, chat: PeerId): void {
  const { state } = session
  state.event({ kind: 'changed', what: 'full', chat })
  const peer = state.get('peers', chat)
  if (peer?.kind !== 'user' && (peer?.forbidden || peer?.left)) {
    if (!peer.basic) state.unset('dialogs', chat)
    return
  }
  if (state.get('dialogs', chat) === undefined) void refreshDialogs(session, [chat]).catch(() => undefined)
}
