import type { tl } from '@mtcute/web'
import { projectDraft } from '../project/dialog'
import { peerId } from '../project/peer'
import type { Session } from '../session'
import { refreshDialogs, refreshFolders, refreshPinned } from '../tg/dialogs'
import { putDraft } from '../tg/drafts'

/** How the list of chats is arranged; answers whether the update was of this kind. */
export function syncLists(session: Session, update: tl.TypeUpdate): boolean {
  const { state } = session
  switch (update._) {
    case 'updateDialogPinned':
    case 'updatePinnedDialogs':
      void refreshPinned(session, update.folderId === 1).catch(() => undefined)
      return true
    case 'updateFolderPeers':
      for (const { peer, folderId } of update.folderPeers) {
        const chat = peerId(peer)
        if (state.get('dialogs', chat)) state.change('dialogs', chat, { archived: folderId === 1, pinned: 0 })
        else void refreshDialogs(session, [chat]).catch(() => undefined)
      }
      return true
    case 'updateDraftMessage':
      putDraft(state, peerId(update.peer), update.topMsgId, projectDraft(update.draft))
      state.event({ kind: 'changed', what: 'drafts' })
      return true
    case 'updateNotifySettings':
      if (update.peer._ === 'notifyPeer') {
        session.mutes.own(peerId(update.peer.peer), update.notifySettings.muteUntil)
      }
      state.event({ kind: 'changed', what: 'notify' })
      return true
    case 'updateDialogFilter':
    case 'updateDialogFilters':
    case 'updateDialogFilterOrder':
      void refreshFolders(session).catch(() => undefined)
      return true
    case 'updatePeerHistoryTTL': {
      const chat = peerId(update.peer)
      const dialog = state.get('dialogs', chat)
      if (dialog) {
        const { ttl: _, ...rest } = dialog
        state.set('dialogs', chat, update.ttlPeriod ? { ...rest, ttl: update.ttlPeriod } : rest)
      }
      return true
    }
    default:
      return false
  }
}
