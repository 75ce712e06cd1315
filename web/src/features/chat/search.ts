import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { PeerId } from '../../api/peer'
import type { FeedControl } from '../feed'

const pageSize = 50
/** How long one rests before what was typed is searched for. */
const pause = 250

export interface Filters {
  readonly text: string
  readonly from?: PeerId | undefined
  /** Seconds since 1970: only what is older. */
  readonly until?: number | undefined
}

/** createSearch finds messages of a chat as one types, the newest first. */
export function createSearch(feed: FeedControl, text: string) {
  const { account, where } = feed
  const [filters, setFilters] = createSignal<Filters>({ text })
  const [ids, setIds] = createSignal<readonly number[]>([])
  const [count, setCount] = createSignal(0)
  const [state, setState] = createSignal<'idle' | 'busy' | 'ready' | 'failed'>('idle')
  const [error, setError] = createSignal<unknown>()
  const [at, setAt] = createSignal(-1)
  let asking = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const wanted = () => {
    const { text: typed, from, until } = filters()
    return typed.trim() !== '' || from !== undefined || until !== undefined
  }

  const load = async (more: boolean) => {
    const mine = ++asking
    const now = filters()
    setState('busy')
    try {
      const answer = await account.api.searchIn({
        chat: where.chat,
        ...(where.topic === undefined ? {} : { topic: where.topic }),
        text: now.text.trim(),
        ...(now.from === undefined ? {} : { from: now.from }),
        ...(now.until === undefined ? {} : { until: now.until }),
        before: more ? (ids().at(-1) ?? 0) : 0,
        limit: pageSize,
      })
      if (mine !== asking) return
      setIds((old) => (more ? [...old, ...answer.ids] : answer.ids))
      setCount(answer.count)
      setState('ready')
    } catch (failed) {
      if (mine !== asking) return
      setError(failed)
      setState('failed')
    }
  }
  createEffect(
    on(filters, () => {
      clearTimeout(timer)
      setAt(-1)
      if (wanted()) {
        timer = setTimeout(() => void load(false), pause)
        return
      }
      asking++
      setIds([])
      setState('idle')
    }),
  )
  onCleanup(() => clearTimeout(timer))

  const show = async (place: number) => {
    if (place >= ids().length && ids().length < count()) await load(true)
    const id = ids()[place]
    if (id === undefined) return
    setAt(place)
    await feed.jump(id)
  }
  return {
    filters,
    change: (part: Partial<Filters>) => setFilters({ ...filters(), ...part }),
    ids,
    count,
    state,
    error,
    /** Which hit is shown; -1: none yet. */
    at,
    show,
    more: () => void (ids().length < count() && state() === 'ready' && load(true)),
    retry: () => void load(false),
  }
}

export type Search = ReturnType<typeof createSearch>
