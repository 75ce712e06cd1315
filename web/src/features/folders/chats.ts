import { type Accessor, createMemo, createRoot, mapArray } from 'solid-js'
import type { Account } from '../../api/account'
import type { Dialog } from '../../api/dialog'
import type { Peer } from '../../api/peer'
import { now } from '../../lang/format'
import { type ChatFacts, type FolderRules, inFolder, placeInFolder } from '../../lib/folder'
import { byPlace, type Placed } from '../../lib/order'

/** A chat as lists and folders see it. */
export interface Chat extends ChatFacts, Placed {}

/** factsOf is what of a dialog lists and folders go by; undefined: it is in no list. */
export function factsOf(dialog: Dialog, peer: Peer | undefined, at: number): Chat | undefined {
  const empty = dialog.top === 0 && dialog.draft === undefined
  if (empty && (peer?.kind === undefined || peer.kind === 'user' || peer.left)) return undefined
  return {
    chat: dialog.chat,
    pinned: dialog.pinned,
    date: dialog.date,
    archived: dialog.archived,
    muted: dialog.mutedUntil > at,
    unread: dialog.unread > 0 || dialog.marked,
    mentioned: dialog.mentions > 0,
    sort: sortOf(peer),
  }
}

function sortOf(peer: Peer | undefined): ChatFacts['sort'] {
  if (peer?.kind !== 'user') return peer?.kind === 'channel' ? 'channel' : 'group'
  if (peer.bot) return 'bot'
  return peer.contact || peer.self ? 'contact' : 'stranger'
}

function same(a: Chat | undefined, b: Chat | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return (
    a.date === b.date &&
    a.pinned === b.pinned &&
    a.archived === b.archived &&
    a.muted === b.muted &&
    a.unread === b.unread &&
    a.mentioned === b.mentioned &&
    a.sort === b.sort
  )
}

const known = new WeakMap<Account, Accessor<readonly Chat[]>>()

/** chatsOf is all chats of an account, in no order: made once, and told anew only when something that lists go by changes. */
export function chatsOf(account: Account): Accessor<readonly Chat[]> {
  const made = known.get(account)
  if (made) return made
  const chats = createRoot(() => {
    const { dialogs, peers } = account.tables
    const each = mapArray(
      () => Object.keys(dialogs),
      (key) => {
        const id = Number(key)
        return createMemo(
          () => {
            const dialog = dialogs[id]
            return dialog && factsOf(dialog, peers[id], now())
          },
          undefined,
          { equals: same },
        )
      },
    )
    const all = createMemo(each)
    return createMemo(() => all().flatMap((one) => one() ?? []))
  })
  known.set(account, chats)
  return chats
}

/** mainList is the chats of the main list, or of the archive, in their order. */
export const mainList = (chats: readonly Chat[], archived: boolean): Chat[] =>
  chats.filter((chat) => chat.archived === archived).sort(byPlace)

/** folderList is the chats of a folder in their order: it has pinned ones of its own. */
export function folderList(chats: readonly Chat[], rules: FolderRules): Chat[] {
  return chats
    .filter((chat) => inFolder(rules, chat))
    .map((chat) => ({ ...chat, pinned: placeInFolder(rules, chat.chat) }))
    .sort(byPlace)
}
