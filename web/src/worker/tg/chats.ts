import type { tl } from '@mtcute/web'
import type { DialogsApi } from '../../api/dialogs'
import { firstLocalId } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { inputChannel, inputPeer } from '../peers'
import { isChannel } from '../project/peer'
import { apply, type Session } from '../session'
import { affected } from './affected'
import { refreshDialogs, refreshPinned } from './dialogs'

/** What is done to whole chats of a list. */
export function chatMethods(session: Session): Omit<DialogsApi, 'loadDialogs' | 'loadPeer' | 'resolveUsername'> {
  const { client, state } = session
  return {
    pinDialog: async ({ chat, pinned }) => {
      const peer = await dialogPeer(session, chat)
      await client.call({ _: 'messages.toggleDialogPin', peer, ...(pinned ? { pinned } : {}) })
      await refreshPinned(session, state.get('dialogs', chat)?.archived === true)
    },
    orderPinned: async ({ archived, order }) => {
      const peers: tl.TypeInputDialogPeer[] = []
      for (const chat of order) peers.push(await dialogPeer(session, chat))
      // They are where they were put at once; what the server makes of it comes after that.
      for (const [i, chat] of order.entries()) state.change('dialogs', chat, { pinned: i + 1 })
      state.flush()
      try {
        await client.call({ _: 'messages.reorderPinnedDialogs', folderId: archived ? 1 : 0, order: peers, force: true })
      } finally {
        await refreshPinned(session, archived)
      }
    },
    archiveDialogs: async ({ chats, archived }) => {
      const folderPeers: tl.TypeInputFolderPeer[] = []
      for (const chat of chats) {
        folderPeers.push({ _: 'inputFolderPeer', peer: await inputPeer(session, chat), folderId: archived ? 1 : 0 })
      }
      apply(session, await client.call({ _: 'folders.editPeerFolders', folderPeers }))
      for (const chat of chats) state.change('dialogs', chat, { archived, pinned: 0 })
    },
    markUnread: async ({ chat, unread }) => {
      const peer = await dialogPeer(session, chat)
      await client.call({ _: 'messages.markDialogUnread', peer, ...(unread ? { unread } : {}) })
      state.change('dialogs', chat, { marked: unread })
    },
    markRead: ({ chat }) => markRead(session, chat),
    clearHistory: async ({ chat, forAll }) => {
      await emptied(session, chat, forAll, true)
      forgetMessages(session, chat)
      await refreshDialogs(session, [chat])
    },
    deleteChat: async ({ chat, forAll }) => {
      await emptied(session, chat, forAll, false)
      forgetMessages(session, chat)
      state.unset('dialogs', chat)
    },
  }
}

const dialogPeer = async (session: Session, chat: PeerId): Promise<tl.TypeInputDialogPeer> => ({
  _: 'inputDialogPeer',
  peer: await inputPeer(session, chat),
})

async function markRead(session: Session, chat: PeerId): Promise<void> {
  const { client, state } = session
  const dialog = state.get('dialogs', chat)
  if (!dialog) return
  const peer = await inputPeer(session, chat)
  if (dialog.unread > 0 || dialog.readIn < dialog.top) {
    if (isChannel(chat)) {
      const channel = await inputChannel(session, chat)
      await client.call({ _: 'channels.readHistory', channel, maxId: dialog.top })
    } else {
      affected(session, chat, await client.call({ _: 'messages.readHistory', peer, maxId: dialog.top }))
    }
  }
  if (dialog.mentions > 0) affected(session, chat, await client.call({ _: 'messages.readMentions', peer }))
  if (dialog.reactions > 0) affected(session, chat, await client.call({ _: 'messages.readReactions', peer }))
  if (dialog.marked) await client.call({ _: 'messages.markDialogUnread', peer: { _: 'inputDialogPeer', peer } })
  await refreshDialogs(session, [chat])
}

/** Removes all messages of a chat; the server takes them in parts. */
async function emptied(session: Session, chat: PeerId, forAll: boolean, justClear: boolean): Promise<void> {
  const { client } = session
  if (isChannel(chat)) {
    const channel = await inputChannel(session, chat)
    apply(session, await client.call({ _: 'channels.deleteHistory', channel, maxId: 0, forEveryone: forAll }))
    return
  }
  const peer = await inputPeer(session, chat)
  for (let left = 1; left > 0; ) {
    const answer = await client.call({ _: 'messages.deleteHistory', peer, maxId: 0, revoke: forAll, justClear })
    affected(session, chat, answer)
    left = answer.offset
  }
}

/** What one had of a chat's messages is gone; what waits to be sent stays. */
function forgetMessages({ state }: Session, chat: PeerId): void {
  const ids: number[] = []
  for (const [key, message] of [...state.tables.messages]) {
    if (message.chat !== chat || message.scheduled || message.id >= firstLocalId) continue
    ids.push(message.id)
    state.unset('messages', key)
  }
  if (ids.length > 0) state.event({ kind: 'gone', chat, ids })
}
