import type { tl } from '@mtcute/web'
import type { Dialog, Draft, Folder } from '../../api/dialog'
import type { Rich } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { projectEntities, projectRich } from './entities'
import { channelId, groupId, peerId, userId } from './peer'

export function projectDraft(draft: tl.TypeDraftMessage | undefined): Draft | undefined {
  if (draft?._ !== 'draftMessage') return undefined
  const reply = draft.replyTo?._ === 'inputReplyToMessage' ? draft.replyTo.replyToMsgId : undefined
  const text: Rich = { text: draft.message, entities: projectEntities(draft.entities) }
  if (text.text === '' && reply === undefined) return undefined
  return { ...text, date: draft.date, ...(reply === undefined ? {} : { reply }) }
}

/** `date` is that of its newest message; `pinned` its place, from 1. */
export function projectDialog(dialog: tl.RawDialog, date: number, pinned: number): Dialog {
  const draft = projectDraft(dialog.draft)
  return {
    chat: peerId(dialog.peer),
    top: dialog.topMessage,
    date: Math.max(date, draft?.date ?? 0),
    pinned: dialog.pinned ? pinned : 0,
    archived: dialog.folderId === 1,
    unread: dialog.unreadCount,
    marked: dialog.unreadMark === true,
    mentions: dialog.unreadMentionsCount,
    reactions: dialog.unreadReactionsCount,
    readIn: dialog.readInboxMaxId,
    readOut: dialog.readOutboxMaxId,
    mutedUntil: dialog.notifySettings.muteUntil ?? 0,
    ...(draft ? { draft } : {}),
    ...(dialog.ttlPeriod === undefined ? {} : { ttl: dialog.ttlPeriod }),
  }
}

/** The chat that an input peer names; `me` is who inputPeerSelf is. */
export function inputPeerId(peer: tl.TypeInputPeer, me: PeerId): PeerId | undefined {
  switch (peer._) {
    case 'inputPeerSelf':
      return me
    case 'inputPeerUser':
    case 'inputPeerUserFromMessage':
      return userId(peer.userId)
    case 'inputPeerChat':
      return groupId(peer.chatId)
    case 'inputPeerChannel':
    case 'inputPeerChannelFromMessage':
      return channelId(peer.channelId)
    default:
      return undefined
  }
}

const noRules = {
  contacts: false,
  nonContacts: false,
  groups: false,
  channels: false,
  bots: false,
  excludeMuted: false,
  excludeRead: false,
  excludeArchived: false,
}

/** A folder; undefined: the place of "all chats" among them. */
export function projectFolder(filter: tl.TypeDialogFilter, order: number, me: PeerId): Folder | undefined {
  if (filter._ === 'dialogFilterDefault') return undefined
  const ids = (peers: tl.TypeInputPeer[]) => peers.map((p) => inputPeerId(p, me)).filter((id) => id !== undefined)
  const base = {
    ...noRules,
    id: filter.id,
    title: projectRich(filter.title),
    ...(filter.emoticon === undefined ? {} : { emoji: filter.emoticon }),
    ...(filter.color === undefined ? {} : { color: filter.color }),
    order,
    pinned: ids(filter.pinnedPeers),
    include: ids(filter.includePeers),
  }
  if (filter._ === 'dialogFilterChatlist') return { ...base, exclude: [], shared: true }
  return {
    ...base,
    contacts: filter.contacts === true,
    nonContacts: filter.nonContacts === true,
    groups: filter.groups === true,
    channels: filter.broadcasts === true,
    bots: filter.bots === true,
    excludeMuted: filter.excludeMuted === true,
    excludeRead: filter.excludeRead === true,
    excludeArchived: filter.excludeArchived === true,
    exclude: ids(filter.excludePeers),
    shared: false,
  }
}
