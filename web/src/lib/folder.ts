/** What a folder says of the chats in it. */
export interface FolderRules {
  readonly contacts: boolean
  readonly nonContacts: boolean
  readonly groups: boolean
  readonly channels: boolean
  readonly bots: boolean
  readonly excludeMuted: boolean
  readonly excludeRead: boolean
  readonly excludeArchived: boolean
  readonly pinned: readonly number[]
  readonly include: readonly number[]
  readonly exclude: readonly number[]
}

/** What of a chat decides whether it is in a folder. */
export interface ChatFacts {
  readonly chat: number
  readonly sort: 'contact' | 'stranger' | 'group' | 'channel' | 'bot'
  readonly muted: boolean
  /** It has unread messages, or is marked as unread. */
  readonly unread: boolean
  /** Somebody mentions the reader there, unread. */
  readonly mentioned: boolean
  readonly archived: boolean
}

const takes = {
  contact: 'contacts',
  stranger: 'nonContacts',
  group: 'groups',
  channel: 'channels',
  bot: 'bots',
} as const

/**
 * inFolder says whether a chat is in a folder, as all clients decide it: chats that
 * are named are in or out whatever else holds; a mention brings in what is muted or
 * read (https://core.telegram.org/api/folders).
 */
export function inFolder(rules: FolderRules, chat: ChatFacts): boolean {
  if (rules.pinned.includes(chat.chat) || rules.include.includes(chat.chat)) return true
  if (rules.exclude.includes(chat.chat)) return false
  if (!rules[takes[chat.sort]]) return false
  if (rules.excludeArchived && chat.archived) return false
  if (chat.mentioned && !chat.archived) return true
  if (rules.excludeMuted && chat.muted) return false
  return !(rules.excludeRead && !chat.unread)
}

/** placeInFolder is where a folder has a chat pinned, from 1; 0: nowhere. */
export const placeInFolder = (rules: Pick<FolderRules, 'pinned'>, chat: number): number =>
  rules.pinned.indexOf(chat) + 1

/** How a tab or row counts what is in it. */
export interface Counted {
  /** Chats with something unread. */
  readonly chats: number
  /** All of those are muted. */
  readonly quiet: boolean
}

/** countUnread counts chats with something unread: those that are not muted, or, if there are none, the muted ones. */
export function countUnread(chats: Iterable<Pick<ChatFacts, 'unread' | 'muted' | 'mentioned'>>): Counted {
  let loud = 0
  let quiet = 0
  for (const chat of chats) {
    if (!chat.unread && !chat.mentioned) continue
    if (chat.muted && !chat.mentioned) quiet++
    else loud++
  }
  return loud > 0 ? { chats: loud, quiet: false } : { chats: quiet, quiet: true }
}

/** A folder's place among the others. */
interface Ordered {
  readonly id: number
  readonly order: number
}

/** All chats, among folders. */
export const allChats = 0

/** tabOrder is the ids of folders in their order, with `allChats` where the places leave a gap for it. */
export function tabOrder(folders: readonly Ordered[]): number[] {
  const sorted = [...folders].sort((a, b) => a.order - b.order)
  const gap = sorted.findIndex((folder, i) => folder.order !== i + 1)
  const ids = sorted.map((folder) => folder.id)
  ids.splice(gap < 0 ? ids.length : gap, 0, allChats)
  return ids
}
