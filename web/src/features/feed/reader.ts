import { createEffect, onCleanup } from 'solid-js'
import type { Account } from '../../api/account'
import { firstLocalId } from '../../api/message'
import { rawMessage } from './registry'
import type { Where } from './state'

/** How long one looks before something counts as read. */
const pause = 250

export interface Reader {
  /** Messages that are in sight now. */
  saw(ids: readonly number[]): void
}

const looking = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** createReader tells the server what was read, while somebody looks; `readIn` is what it knows already. */
export function createReader(account: Account, where: Where, readIn: () => number): Reader {
  const { chat, topic } = where
  let sight: readonly number[] = []
  let told = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const counted = new Set<number>()
  const marked = new Set<number>()
  const fail = () => undefined // it is told again with the next messages

  const tell = () => {
    timer = undefined
    if (!looking() || sight.length === 0 || where.scheduled) return
    const known = sight.filter((id) => id < firstLocalId)
    const upTo = Math.max(0, ...known)
    if (upTo > Math.max(told, readIn())) {
      told = upTo
      account.api.read({ chat, ...(topic === undefined ? {} : { topic }), upTo }).catch(() => {
        told = 0
      })
    }
    const messages = known.flatMap((id) => rawMessage(account, where, id) ?? [])
    const unseen = messages.filter((m) => m.unread && !marked.has(m.id)).map((m) => m.id)
    for (const id of unseen) marked.add(id)
    if (unseen.length > 0) account.api.readContents({ chat, ids: unseen }).catch(fail)
    const posts = messages.filter((m) => m.views !== undefined && !counted.has(m.id)).map((m) => m.id)
    for (const id of posts) counted.add(id)
    if (posts.length > 0) account.api.countViews({ chat, ids: posts }).catch(fail)
  }
  const soon = () => {
    timer ??= setTimeout(tell, pause)
  }
  addEventListener('focus', soon)
  document.addEventListener('visibilitychange', soon)
  // A reaction may come to a message that is in sight.
  const off = account.on((event) => {
    if (event.kind === 'changed' && event.what === 'full' && event.chat === chat) soon()
  })
  createEffect(() => {
    if ((account.tables.dialogs[chat]?.reactions ?? 0) > 0) {
      for (const id of sight) marked.delete(id)
      soon()
    }
  })
  onCleanup(() => {
    removeEventListener('focus', soon)
    document.removeEventListener('visibilitychange', soon)
    off()
    clearTimeout(timer)
    tell()
  })
  return {
    saw: (ids) => {
      sight = ids
      soon()
    },
  }
}
