import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { FeedControl } from '../feed'

/** The pinned messages of a chat, the newest first; kept in step. */
export function createPinned(feed: FeedControl): Accessor<readonly number[]> {
  const { account, where } = feed
  const [ids, setIds] = createSignal<readonly number[]>([])
  const topic = where.topic === undefined ? {} : { topic: where.topic }
  let asking = 0
  const load = async () => {
    const mine = ++asking
    try {
      const answer = await account.api.pinned({ chat: where.chat, ...topic })
      if (mine === asking) setIds(answer.ids)
    } catch {
      // The bar is an extra: it comes with the next change.
    }
  }
  createEffect(on(feed.ready, (ready) => ready && void load()))
  onCleanup(
    account.on((event) => {
      if (event.kind === 'changed' && event.what === 'full' && event.chat === where.chat) void load()
      if (event.kind === 'reset' && (event.chat === 0 || event.chat === where.chat)) void load()
      if (event.kind === 'gone' && event.chat === where.chat && event.ids.some((id) => ids().includes(id))) void load()
    }),
  )
  return ids
}

/** Which pinned message the bar shows: the newest one that is not below what is read now. */
export function pinnedAt(ids: readonly number[], seen: number): number {
  const at = ids.findIndex((id) => id <= seen)
  return at < 0 ? ids.length - 1 : at
}
