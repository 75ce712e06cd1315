import type { PeerId } from './peer'

export interface DialogsApi {
  /** Loads the next part of a list into the tables; false: it was the last. */
  loadDialogs(args: { archived: boolean }): Promise<boolean>
  /** Finds a chat by id (as far as this account knows it) and loads its dialog. */
  loadPeer(args: { chat: PeerId }): Promise<boolean>
  /** Who has a username, which is loaded into the tables; undefined: nobody. */
  resolveUsername(args: { username: string }): Promise<PeerId | undefined>
  /** Fails with PINNED_DIALOGS_TOO_MUCH where no more may be pinned. */
  pinDialog(args: { chat: PeerId; pinned: boolean }): Promise<void>
  /** Puts the pinned chats of a list in an order. */
  orderPinned(args: { archived: boolean; order: PeerId[] }): Promise<void>
  archiveDialogs(args: { chats: PeerId[]; archived: boolean }): Promise<void>
  /** Marks a chat as unread by hand, or takes that back. */
  markUnread(args: { chat: PeerId; unread: boolean }): Promise<void>
  /** Marks everything in a chat as read: messages, mentions, reactions, and the mark by hand. */
  markRead(args: { chat: PeerId }): Promise<void>
  /** Removes all messages of a chat, for oneself or for everybody; the chat stays in the list. */
  clearHistory(args: { chat: PeerId; forAll: boolean }): Promise<void>
  /** Takes a chat with a person, or a group that one is not in, out of the list with all its messages. */
  deleteChat(args: { chat: PeerId; forAll: boolean }): Promise<void>
}

/** Until when something is silent that is silent for ever. */
export const forEver = 2 ** 31 - 1
