import { Long, tl } from '@mtcute/web'
import type { DialogsApi } from '../../api/dialogs'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { inputPeer } from '../peers'
import { projectDialog, projectFolder } from '../project/dialog'
import { chatOf, putMessage } from '../project/message'
import { hasMoved, peerId } from '../project/peer'
import { know, type Session } from '../session'
import { chatMethods } from './chats'

/** How many dialogs one question loads. */
const pageSize = 100

/** How far a list has been loaded. */
interface Position {
  date: number
  id: number
  peer: tl.TypeInputPeer
  ended: boolean
}

const start = (): Position => ({ date: 0, id: 0, peer: { _: 'inputPeerEmpty' }, ended: false })

type Answer = Pick<tl.messages.RawDialogs, 'dialogs' | 'messages' | 'users' | 'chats'>

/** Takes over dialogs with their newest messages; `pinnedBefore` pinned ones came before them. */
export function putDialogs(session: Session, answer: Answer, pinnedBefore = 0): tl.RawDialog[] {
  know(session, answer)
  const dates = new Map<string, number>()
  for (const message of answer.messages) {
    const chat = chatOf(message)
    if (message._ !== 'messageEmpty' && chat !== undefined) dates.set(messageKey(chat, message.id), message.date)
    putMessage(session.state, message)
  }
  let pinned = pinnedBefore
  const dialogs = answer.dialogs.filter((dialog) => dialog._ === 'dialog')
  for (const dialog of dialogs) {
    if (dialog.pinned) pinned++
    const chat = peerId(dialog.peer)
    if (hasMoved(session.state.get('peers', chat))) continue
    const date = dates.get(messageKey(chat, dialog.topMessage)) ?? 0
    const now = projectDialog(dialog, date, pinned)
    const known = session.state.get('dialogs', chat)
    // An answer that was under way while the chat was read does not know of it.
    if (known && known.readIn > now.readIn) Object.assign(now, { readIn: known.readIn, unread: known.unread })
    session.state.set('dialogs', chat, now)
    session.mutes.own(chat, dialog.notifySettings.muteUntil)
  }
  return dialogs
}

/** Loads the dialogs of some chats anew. */
export async function refreshDialogs(session: Session, chats: readonly PeerId[]): Promise<void> {
  const peers: tl.TypeInputDialogPeer[] = []
  for (const chat of chats) peers.push({ _: 'inputDialogPeer', peer: await inputPeer(session, chat) })
  const answer = await session.client.call({ _: 'messages.getPeerDialogs', peers })
  for (const dialog of answer.dialogs) {
    if (dialog._ !== 'dialog') continue
    const old = session.state.get('dialogs', peerId(dialog.peer))
    // Its place among the pinned is told elsewhere.
    putDialogs(session, { ...answer, dialogs: [dialog] }, dialog.pinned ? (old?.pinned ?? 1) - 1 : 0)
    if (dialog.pinned && !old?.pinned) await refreshPinned(session, dialog.folderId === 1)
  }
}

export async function refreshFolders(session: Session): Promise<void> {
  const { state, client } = session
  const me = state.auth.kind === 'in' ? state.auth.me : 0
  const { filters } = await client.call({ _: 'messages.getDialogFilters' })
  const folders = filters.map((filter, i) => projectFolder(filter, i + 1, me)).filter((f) => f !== undefined)
  for (const id of [...state.tables.folders.keys()]) {
    if (!folders.some((f) => f.id === id)) state.unset('folders', id)
  }
  for (const folder of folders) state.set('folders', folder.id, folder)
}

/** Learns anew which chats are pinned, in which order. */
export async function refreshPinned(session: Session, archived: boolean): Promise<void> {
  const answer = await session.client.call({ _: 'messages.getPinnedDialogs', folderId: archived ? 1 : 0 })
  const now = new Set(putDialogs(session, answer).map((dialog) => peerId(dialog.peer)))
  for (const dialog of [...session.state.tables.dialogs.values()]) {
    if (dialog.pinned > 0 && dialog.archived === archived && !now.has(dialog.chat)) {
      session.state.change('dialogs', dialog.chat, { pinned: 0 })
    }
  }
}

export interface DialogLists {
  methods: DialogsApi
  /** Loads the beginnings of the lists anew, as after being away for long. */
  restart(): Promise<void>
}

/** One list of dialogs, the main one or the archive, loaded page by page. */
class List {
  #position = start()
  #loading: Promise<boolean> | undefined

  constructor(
    private readonly session: Session,
    private readonly archived: boolean,
  ) {}

  restart(): Promise<boolean> {
    this.#position = start()
    this.#loading = undefined
    return this.more()
  }

  /** Who asks while a page is on its way gets that page. */
  more(): Promise<boolean> {
    if (this.#position.ended) return Promise.resolve(false)
    const loading = this.#loading ?? this.#load(this.#position)
    this.#loading = loading
    const done = () => {
      if (this.#loading === loading) this.#loading = undefined
    }
    loading.then(done, done)
    return loading
  }

  async #load(position: Position): Promise<boolean> {
    const { session, archived } = this
    const first = position.id === 0
    const answer = await session.client.call({
      _: 'messages.getDialogs',
      folderId: archived ? 1 : 0,
      offsetDate: position.date,
      offsetId: position.id,
      offsetPeer: position.peer,
      limit: pageSize,
      hash: Long.ZERO,
    })
    if (answer._ === 'messages.dialogsNotModified' || position !== this.#position) return !this.#position.ended
    const dialogs = putDialogs(session, answer)
    const whole = answer._ === 'messages.dialogs'
    if (first) dropUnlisted(session, archived, new Set(dialogs.map((d) => peerId(d.peer))), whole)
    const last = dialogs.findLast((d) => !d.pinned)
    position.ended = whole || last === undefined
    if (last) {
      const chat = peerId(last.peer)
      const message = session.state.get('messages', messageKey(chat, last.topMessage))
      position.date = message?.date ?? position.date
      position.id = last.topMessage
      position.peer = await inputPeer(session, chat)
    }
    return !position.ended
  }
}

export function dialogLists(session: Session): DialogLists {
  const main = new List(session, false)
  const archive = new List(session, true)
  return {
    restart: async () => {
      await Promise.all([main.restart(), archive.restart(), refreshFolders(session)])
    },
    methods: {
      ...chatMethods(session),
      loadDialogs: ({ archived }) => (archived ? archive : main).more(),
      loadPeer: async ({ chat }) => {
        if (session.state.get('dialogs', chat) === undefined) await refreshDialogs(session, [chat])
        return session.state.get('peers', chat) !== undefined
      },
      resolveUsername: async ({ username }) => {
        try {
          const answer = await session.client.call({ _: 'contacts.resolveUsername', username })
          know(session, answer)
          return peerId(answer.peer)
        } catch (error) {
          if (tl.RpcError.is(error, 'USERNAME_NOT_OCCUPIED')) return undefined
          throw error
        }
      },
    },
  }
}

/** Removes what the cache had and the server no longer lists; when the list came whole, or what is newer than its end. */
function dropUnlisted(session: Session, archived: boolean, listed: ReadonlySet<PeerId>, whole: boolean): void {
  const { state } = session
  let oldest = Number.POSITIVE_INFINITY
  for (const chat of listed) {
    const dialog = state.get('dialogs', chat)
    if (dialog && dialog.pinned === 0) oldest = Math.min(oldest, dialog.date)
  }
  for (const dialog of [...state.tables.dialogs.values()]) {
    if (dialog.archived === archived && !listed.has(dialog.chat) && (whole || dialog.date > oldest)) {
      state.unset('dialogs', dialog.chat)
    }
  }
}
