import type { Folder } from './dialog'
import type { PeerId } from './peer'

/** What one chooses of a folder. */
export type FolderDraft = Omit<Folder, 'id' | 'order' | 'shared'>

/** A folder that the server proposes, and why. */
export interface SuggestedFolder {
  readonly folder: FolderDraft
  readonly about: string
}

export interface FoldersApi {
  /** Makes a folder, or changes the one with this id; answers its id. */
  saveFolder(args: { id?: number; folder: FolderDraft }): Promise<number>
  deleteFolder(args: { id: number }): Promise<void>
  /** All folders in their order; 0 is where "all chats" stands. */
  orderFolders(args: { order: number[] }): Promise<void>
  suggestedFolders(args: Record<never, never>): Promise<SuggestedFolder[]>
  /** Adds a chat to a folder, or takes it out. */
  putInFolder(args: { id: number; chat: PeerId; inside: boolean }): Promise<void>
  archiveSettings(args: Record<never, never>): Promise<ArchiveSettings>
  setArchiveSettings(args: ArchiveSettings): Promise<void>
}

/** What happens to chats in the archive. */
export interface ArchiveSettings {
  /** Chats stay there when something new comes, also those that are not muted. */
  readonly keepUnmuted: boolean
  /** Chats of folders stay there when something new comes. */
  readonly keepFolders: boolean
}
