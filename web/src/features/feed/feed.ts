import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { Account } from '../../api/account'
import { firstLocalId, messageKey } from '../../api/message'
import type { FeedHandle, Start } from '../../ui/Feed'
import { createReader } from './reader'
import { historyOf, rawMessage } from './registry'
import { type Rows, rowsOf } from './rows'
import { createSelection, type Selection } from './select'
import { type History, pageSize, type Where } from './state'

/** The feed of a chat or topic on the screen: what it shows, and where it can be sent. */
export interface FeedControl {
  readonly account: Account
  readonly where: Where
  readonly history: History
  readonly rows: Accessor<Rows>
  readonly selection: Selection
  /** It has found its place: the list may be drawn from `start` on. */
  readonly ready: Accessor<boolean>
  readonly start: Accessor<Start>
  /** The newest message is in sight. */
  readonly atEnd: Accessor<boolean>
  /** What the reader, and others, have read. */
  readonly marks: Accessor<Marks>
  /** The one that the keyboard comes to. */
  readonly current: Accessor<string | undefined>
  setCurrent(key: string): void
  /** Shows a message and lights it up; false: it is gone. */
  jump(id: number): Promise<boolean>
  jumpToDate(date: number): Promise<void>
  /** Back to where the last jump came from, else to the newest message. */
  down(): Promise<void>
  attach(handle: FeedHandle | undefined): void
  saw(keys: readonly string[]): void
  handle(): FeedHandle | undefined
  /** Where one begins: at a message, at what is new, or where one was. */
  open(message: number | undefined): Promise<void>
}

export interface Marks {
  readonly top: number
  readonly readIn: number
  readonly readOut: number
  readonly unread: number
  readonly mentions: number
  readonly reactions: number
}

const noMarks: Marks = { top: 0, readIn: 0, readOut: 0, unread: 0, mentions: 0, reactions: 0 }

export function createFeed(
  account: Account,
  where: Where,
  marksOf?: Accessor<Partial<Marks> | undefined>,
): FeedControl {
  const { chat, topic } = where
  const history = historyOf(account, where)
  history.watched = true
  const [handle, setHandle] = createSignal<FeedHandle>()
  const [ready, setReady] = createSignal(false)
  const [start, setStart] = createSignal<Start>('bottom')
  const [chosen, setCurrent] = createSignal<string>()
  const back: number[] = []

  const marks = createMemo<Marks>(() => {
    const told = marksOf?.()
    if (told) return { ...noMarks, ...told }
    if (where.scheduled) return noMarks
    if (topic === undefined) return account.tables.dialogs[chat] ?? noMarks
    return account.tables.topics[messageKey(chat, topic)] ?? noMarks
  })
  const root = createMemo(() => {
    const peer = account.tables.peers[chat]
    const thread = topic !== undefined && !(peer?.kind === 'group' && peer.forum)
    return thread && account.tables.messages[messageKey(chat, topic)] ? topic : undefined
  })
  const rows = createMemo(() => {
    const known = history.ids()
    const after = history.unreadAfter()
    // What a thread answers stands above it.
    const ids = root() !== undefined && history.first() ? [root() ?? 0, ...known.filter((id) => id !== root())] : known
    return untrack(() => {
      const messages = ids.flatMap((id) => rawMessage(account, where, id) ?? [])
      if (where.scheduled) messages.sort((a, b) => a.date - b.date || a.id - b.id)
      return rowsOf(messages, after)
    })
  })
  const selection = createSelection(() => rows().ids)
  const reader = createReader(account, where, () => marks().readIn)
  const current = () => {
    const key = chosen()
    const keyed = rows()
    if (key !== undefined && keyed.byKey.has(key)) return key
    const last = keyed.ids.at(-1)
    return last === undefined ? undefined : keyed.keyOf.get(last)
  }
  const atEnd = () => history.last() && (handle()?.atBottom() ?? true)

  const reveal = (id: number, flash: boolean): boolean => {
    const key = rows().keyOf.get(id)
    if (key === undefined) return false
    setCurrent(key)
    return handle()?.scrollToKey(key, { align: 'center', smooth: true, flash }) ?? false
  }
  const jump = async (id: number): Promise<boolean> => {
    const from = handle()?.visibleKeys().at(-1)
    const at = from === undefined ? undefined : rows().byKey.get(from)
    const found = await history.around(id)
    if (!found) return false
    if (at?.kind === 'message' && at.message > id) back.push(at.message)
    return reveal(id, true)
  }

  const toEnd = async (smooth: boolean) => {
    back.length = 0
    const same = history.last()
    await history.toEnd()
    handle()?.scrollToBottom({ smooth: smooth && same })
  }

  const off = account.on((event) => {
    if (!('chat' in event) || event.chat !== chat || event.kind !== 'new' || where.scheduled) return
    if (event.id >= firstLocalId) {
      const message = rawMessage(account, where, event.id)
      if (topic !== undefined && message?.topic !== topic) return
      history.setUnreadAfter(undefined)
      void toEnd(true)
    } else if (!document.hasFocus() && history.unreadAfter() === undefined && !selection.active()) {
      // Who comes back finds where the new ones begin.
      const before = rows().ids.at(-2)
      if (before !== undefined && rawMessage(account, where, event.id)?.out === false) {
        history.setUnreadAfter(Math.max(marks().readIn, Math.min(before, event.id - 1)))
      }
    }
  })

  const open = async (message: number | undefined) => {
    if (!account.tables.dialogs[chat] && topic === undefined) {
      await account.api.loadPeer({ chat }).catch(() => undefined)
    }
    if (topic !== undefined && !rawMessage(account, where, topic)) {
      void account.api.loadMessages({ chat, ids: [topic] }).catch(() => undefined)
    }
    const { unread, readIn } = untrack(marks)
    const place = history.place
    if (message !== undefined && (await history.around(message))) {
      const key = rows().keyOf.get(message)
      if (key !== undefined) setStart({ key, align: 'center' })
      queueMicrotask(() => reveal(message, true))
    } else if (unread > 0) {
      history.setUnreadAfter(readIn)
      if (unread > pageSize / 2) await history.around(Math.max(1, readIn))
      else await history.toEnd()
      if (rows().byKey.has('unread')) setStart({ key: 'unread', delta: 8 })
    } else {
      history.setUnreadAfter(undefined)
      if (place && rows().byKey.has(place.key)) setStart(place)
      else await history.toEnd()
    }
    setReady(true)
  }

  onCleanup(() => {
    off()
    history.watched = false
    const at = handle()
    history.place = at && !(history.last() && at.atBottom()) ? at.place() : undefined
    const row = history.place && rows().byKey.get(history.place.key)
    history.trim(row?.kind === 'message' ? row.message : undefined)
  })
  createEffect(() => {
    if (history.stale() && account.connection() === 'connected') void history.toEnd()
  })
  createEffect(
    on(
      () => selection.active(),
      (active) => active || setCurrent(undefined),
      { defer: true },
    ),
  )

  return {
    account,
    where,
    history,
    rows,
    selection,
    ready,
    start,
    atEnd,
    marks,
    current,
    setCurrent,
    jump,
    jumpToDate: async (date) => {
      const id = await history.at(date)
      if (id !== undefined) reveal(id, true)
    },
    down: async () => {
      const last = back.pop()
      if (last === undefined || !(await history.around(last))) await toEnd(true)
      else reveal(last, false)
    },
    attach: setHandle,
    handle,
    saw: (keys) => {
      const { byKey } = rows()
      reader.saw(
        keys.flatMap((key) => {
          const row = byKey.get(key)
          return row?.kind === 'message' ? [row.message] : []
        }),
      )
    },
    open,
  }
}
