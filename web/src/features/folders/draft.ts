import type { FolderDraft } from '../../api/folders'

/** What a folder takes in by kind, and what it leaves out of that. */
export const kinds = ['contacts', 'nonContacts', 'groups', 'channels', 'bots'] as const
export const exclusions = ['excludeMuted', 'excludeRead', 'excludeArchived'] as const

/** Emoji that stand for a folder; other clients have icons for them. */
export const icons = [
  '💬',
  '👤',
  '👥',
  '📢',
  '🤖',
  '✅',
  '🔔',
  '⭐',
  '❤',
  '🏡',
  '💼',
  '🎓',
  '📕',
  '🎮',
  '🎵',
  '🎨',
  '⚽',
  '✈',
  '💰',
  '📸',
  '💡',
  '👑',
  '🐱',
  '🌹',
] as const

/** How long the name of a folder may be. */
export const maxTitle = 12

export const newFolder: FolderDraft = {
  title: { text: '', entities: [] },
  contacts: false,
  nonContacts: false,
  groups: false,
  channels: false,
  bots: false,
  excludeMuted: false,
  excludeRead: false,
  excludeArchived: false,
  pinned: [],
  include: [],
  exclude: [],
}

/** What keeps a folder from being saved; undefined: nothing. */
export function lacking(draft: FolderDraft): 'title' | 'chats' | undefined {
  if (draft.title.text.trim() === '') return 'title'
  const takes = kinds.some((kind) => draft[kind]) || draft.include.length > 0 || draft.pinned.length > 0
  return takes ? undefined : 'chats'
}

/** chosen puts in the chats that were chosen for a folder: those that it has pinned keep their places, nobody is in and out. */
export function chosen(draft: FolderDraft, list: 'include' | 'exclude', chats: readonly number[]): FolderDraft {
  const others = (all: readonly number[]) => all.filter((chat) => !chats.includes(chat))
  if (list === 'exclude') {
    return { ...draft, exclude: chats, include: others(draft.include), pinned: others(draft.pinned) }
  }
  const pinned = draft.pinned.filter((chat) => chats.includes(chat))
  return {
    ...draft,
    pinned,
    include: chats.filter((chat) => !pinned.includes(chat)),
    exclude: others(draft.exclude),
  }
}

/** moved is a list in which one thing has gone up or down a place. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const out = [...list]
  const [one] = out.splice(at, 1)
  if (one !== undefined) out.splice(at + by, 0, one)
  return out
}
