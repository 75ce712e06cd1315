import type { PeerId } from './peer'

export interface ContactName {
  firstName: string
  lastName: string
}

export interface ContactsApi {
  /** Loads everybody in the contacts into the tables: there they are users with `contact`. */
  loadContacts(args: Record<never, never>): Promise<void>
  /** Adds who has a number; undefined: nobody with it is here. */
  importContact(args: ContactName & { phone: string }): Promise<PeerId | undefined>
  /** Adds somebody one knows, or names a contact anew. `share`: they may see one's number. */
  addContact(args: ContactName & { user: PeerId; share: boolean }): Promise<void>
  deleteContacts(args: { users: PeerId[] }): Promise<void>
  /** Whom one has blocked, from the newest on. */
  blocked(args: { offset: number; limit: number }): Promise<{ ids: PeerId[]; count: number }>
  setBlocked(args: { peer: PeerId; blocked: boolean }): Promise<void>
  /** With whom one writes most; undefined: one does not want it to be counted. */
  topPeers(args: { limit: number }): Promise<PeerId[] | undefined>
  /** Takes somebody out of them until one writes with them again. */
  forgetTopPeer(args: { peer: PeerId }): Promise<void>
}
