import { type Accessor, createSignal } from 'solid-js'
import type { Api } from '../../api/client'
import type { HistoryPage, HistoryQuery } from '../../api/history'
import type { Message } from '../../api/message'
import { firstLocalId } from '../../api/message'
import type { AccountEvent } from '../../api/patch'
import type { PeerId } from '../../api/peer'
import { addNewest, addPage, lastWindow, renamed, type Window, type Windows, windowOf, without } from '../../lib/range'
import type { Place } from '../../ui/Feed'

/** Messages that one question loads. */
export const pageSize = 50
/** Messages that are kept in one piece: beyond that the far end is dropped. */
export const mostShown = 1500
/** Messages kept around the place and at the end of a history that is not shown. */
const keptAround = 60

export interface Where {
  readonly chat: PeerId
  /** A topic of a forum, or a thread. */
  readonly topic?: number
  /** What waits to be sent, instead of what was. */
  readonly scheduled?: boolean
}

export type Source = Pick<Api, 'history' | 'release' | 'scheduled'>

export type Loading = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly error: unknown }

/** The history of a chat or topic as far as it is loaded, and the part of it that is shown. */
export interface History {
  readonly where: Where
  /** The messages of the part that is shown, oldest first, without a gap. */
  readonly ids: Accessor<readonly number[]>
  /** The part reaches the beginning, or the newest message. */
  readonly first: Accessor<boolean>
  readonly last: Accessor<boolean>
  readonly loading: Accessor<Loading>
  /** Messages after this one are new to the reader: the line stands before them. */
  readonly unreadAfter: Accessor<number | undefined>
  setUnreadAfter(id: number | undefined): void
  /** It is on the screen: what is old is loaded anew at once, else when it is opened again. */
  watched: boolean
  /** Where the reader was when it was left. */
  place: Place | undefined
  /** Shows the newest messages. */
  toEnd(): Promise<void>
  /** Shows the part around a message; false: it is gone, what is near it is shown. */
  around(id: number): Promise<boolean>
  /** Shows the part from a moment on; answers the first message of it. */
  at(date: number): Promise<number | undefined>
  older(): Promise<void>
  newer(): Promise<void>
  take(event: AccountEvent): void
  /** What is shown came from this browser, which has not asked the server yet. */
  readonly stale: Accessor<boolean>
  /** Loads again what is shown, as after a failure. */
  reload(): Promise<void>
  /** Drops all but what is near the reader's place and the end. */
  trim(near: number | undefined): void
}

/** Whether a message of the chat is one of this history. */
type Belongs = (message: Message | undefined) => boolean

export function createHistory(source: Source, where: Where, find: (id: number) => Message | undefined): History {
  let windows: Windows = []
  /** The part shown; what it has is in `windows` too, unless that was forgotten. */
  let shown: Window = { ids: [], first: false, last: false }
  /** What is shown is of the cache, or older than what was missed. */
  let stale = false
  const [cached, setCached] = createSignal(false)
  const [ids, setIds] = createSignal<readonly number[]>([])
  const [first, setFirst] = createSignal(false)
  const [last, setLast] = createSignal(false)
  const [loading, setLoading] = createSignal<Loading>({ kind: 'ready' })
  const [unreadAfter, setUnreadAfter] = createSignal<number | undefined>()
  const asking = new Map<string, Promise<HistoryPage>>()

  const belongs: Belongs = (message) =>
    where.topic === undefined ||
    (message !== undefined && (message.topic === where.topic || message.id === where.topic))

  const show = (next: Window | undefined) => {
    shown = next ?? { ids: [], first: false, last: false }
    setFirst(shown.first)
    setLast(shown.last)
    setIds(shown.ids)
  }
  /** Takes over new windows and shows the one that has most of what was shown. */
  const keep = (next: Windows) => {
    windows = next
    const anchor = shown.ids.find((id) => windowOf(next, id)) ?? Number.NaN
    show(windowOf(next, anchor) ?? (shown.first && shown.last ? lastWindow(next) : undefined) ?? shown)
  }

  /** Asks once for what is asked for again meanwhile. */
  const ask = async (at: HistoryQuery['where']): Promise<HistoryPage> => {
    const key = JSON.stringify(at)
    const going = asking.get(key)
    if (going) return going
    const page = where.scheduled
      ? source.scheduled({ chat: where.chat }).then((all) => ({ ids: all, first: true, last: true, cached: false }))
      : source.history({
          chat: where.chat,
          ...(where.topic === undefined ? {} : { topic: where.topic }),
          where: at,
          limit: pageSize,
        })
    asking.set(key, page)
    try {
      return await page
    } finally {
      asking.delete(key)
    }
  }

  /** Does something that loads what is to be shown, and tells how it goes. */
  const load = async <T>(doing: () => Promise<T>): Promise<T | undefined> => {
    setLoading({ kind: 'loading' })
    try {
      const value = await doing()
      setLoading({ kind: 'ready' })
      return value
    } catch (error) {
      setLoading({ kind: 'failed', error })
      return undefined
    }
  }

  const newest = async () => {
    const page = await ask({ before: 0 })
    if (stale) windows = []
    stale = page.cached
    setCached(stale)
    const local =
      lastWindow(windows)?.ids.filter((id) => id >= firstLocalId) ?? shown.ids.filter((id) => id >= firstLocalId)
    const all = [...page.ids, ...local.filter((id) => find(id) !== undefined && !page.ids.includes(id))]
    windows = addPage(where.scheduled ? [] : windows, { ids: all, first: page.first, last: true })
    show(lastWindow(windows))
  }

  const middle = async (at: { around: number } | { date: number }) => {
    const page = await ask(at)
    if (stale) windows = []
    stale = false
    setCached(false)
    windows = addPage(windows, page)
    show(page.ids[0] === undefined ? lastWindow(windows) : windowOf(windows, page.ids[0]))
    return page
  }

  /** Cuts the far end off what has become too long. */
  const cut = (end: 'start' | 'end') => {
    if (shown.ids.length <= mostShown) return
    const kept = end === 'start' ? shown.ids.slice(-mostShown) : shown.ids.slice(0, mostShown)
    const next: Window = { ids: kept, first: shown.first && end === 'end', last: shown.last && end === 'start' }
    const known = new Set(kept)
    const dropped = shown.ids.filter((id) => !known.has(id))
    windows = windows.map((w) => (w === shown ? next : w))
    show(next)
    void source.release({ chat: where.chat, ids: dropped })
  }

  /** What this browser had is compared with the server before it is gone on from. */
  const fresh = async () => {
    if (stale && shown.last) await newest()
  }

  const older = async () => {
    await fresh()
    const from = shown.ids[0]
    if (shown.first || from === undefined || from >= firstLocalId || stale) return
    const page = await ask({ before: from })
    keep(addPage(windows, { ...page, last: false, before: from }))
    cut('end')
  }

  const newer = async () => {
    await fresh()
    const from = shown.ids.findLast((id) => id < firstLocalId)
    if (shown.last || from === undefined || stale) return
    const page = await ask({ after: from })
    keep(addPage(windows, { ...page, first: false, after: from }))
    cut('start')
  }

  /** What is at an end could not be had: the list asks again when that end is seen again. */
  const quietly = (doing: () => Promise<void>) => async () => {
    try {
      await doing()
    } catch (error) {
      if (shown.ids.length === 0) setLoading({ kind: 'failed', error })
    }
  }

  const reload = async () => {
    const place = shown.last ? undefined : shown.ids[Math.floor(shown.ids.length / 2)]
    stale = true
    if (place === undefined) await load(newest)
    else await load(() => middle({ around: place }))
  }

  const forget = () => {
    windows = []
    stale = false
    setCached(false)
    self.place = undefined
    show(undefined)
  }

  const self: History = {
    where,
    ids,
    first,
    last,
    loading,
    unreadAfter,
    setUnreadAfter,
    stale: cached,
    watched: false,
    place: undefined,
    toEnd: async () => {
      const end = stale || where.scheduled ? undefined : lastWindow(windows)
      if (end) show(end)
      else await load(newest)
    },
    around: async (id) => {
      const known = stale ? undefined : windowOf(windows, id)
      if (known) show(known)
      else await load(() => middle({ around: id }))
      return shown.ids.includes(id)
    },
    at: async (date) => {
      const page = await load(() => middle({ date }))
      const found = page?.ids.find((id) => (find(id)?.date ?? 0) >= date)
      return found ?? page?.ids.at(-1)
    },
    older: quietly(older),
    newer: quietly(newer),
    reload,
    take: (event) => {
      if (event.kind === 'reset' && (event.chat === 0 || event.chat === where.chat)) {
        if (!self.watched) forget()
        else if (shown.ids.length > 0 || shown.last) void reload()
        return
      }
      if (!('chat' in event) || event.chat !== where.chat) return
      if (where.scheduled) {
        if (event.kind === 'scheduled' && self.watched) void reload()
        return
      }
      if (event.kind === 'new') {
        if (!belongs(find(event.id))) return
        if (windows.length === 0 && shown.last) keep([{ ids: [event.id], first: true, last: true }])
        else keep(addNewest(windows, event.id))
      } else if (event.kind === 'settled') keep(renamed(windows, event.from, event.id))
      else if (event.kind === 'gone') keep(without(windows, new Set(event.ids)))
    },
    trim: (near) => {
      const end = lastWindow(windows)
      const parts: Window[] = []
      if (end) {
        const tail = end.ids.slice(-keptAround)
        parts.push({ ids: tail, first: end.first && tail.length === end.ids.length, last: true })
      }
      const middleOf = near === undefined ? undefined : windowOf(windows, near)
      if (middleOf && near !== undefined && parts[0]?.ids.includes(near) !== true) {
        const i = middleOf.ids.indexOf(near)
        const part = middleOf.ids.slice(Math.max(0, i - keptAround), i + keptAround)
        parts.unshift({
          ids: part,
          first: middleOf.first && part[0] === middleOf.ids[0],
          last: middleOf.last && part.at(-1) === middleOf.ids.at(-1),
        })
      }
      const before = windows
      windows = []
      for (const part of parts) windows = addPage(windows, part)
      const left = new Set(windows.flatMap((w) => w.ids))
      const dropped = before.flatMap((w) => w.ids).filter((id) => !left.has(id))
      show((near === undefined ? undefined : windowOf(windows, near)) ?? lastWindow(windows))
      if (dropped.length > 0 && !where.scheduled) void source.release({ chat: where.chat, ids: dropped })
    },
  }
  return self
}
