import type { PeerId } from './peer'

export interface DialogsApi {
  /** Loads the next part of a list into the tables; false: it was the last. */
  loadDialogs(args: { archived: boolean }): Promise<boolean>
  /** Finds a chat by id (as far as this account knows it) and loads its dialog. */
  loadPeer(args: { chat: PeerId }): Promise<boolean>
  /** Who has a username, which is loaded into the tables; undefined: nobody. */
  resolveUsername(args: { username: string }): Promise<PeerId | undefined>
}
