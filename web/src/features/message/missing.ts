import type { Account } from '../../api/account'
import type { PeerId } from '../../api/peer'

/** Messages that were answered and are not in the tables, by account and chat; asked for together. */
const wanted = new WeakMap<Account, Map<PeerId, Set<number>>>()
/** What was asked for already: who is gone is not asked for again. */
const asked = new WeakMap<Account, Set<string>>()

/** askFor loads a message that something shown refers to, once. */
export function askFor(account: Account, chat: PeerId, id: number): void {
  const done = asked.get(account) ?? new Set()
  asked.set(account, done)
  if (done.has(`${chat}/${id}`)) return
  done.add(`${chat}/${id}`)
  const all = wanted.get(account) ?? new Map<PeerId, Set<number>>()
  if (all.size === 0) queueMicrotask(() => load(account))
  wanted.set(account, all)
  all.set(chat, (all.get(chat) ?? new Set()).add(id))
}

function load(account: Account): void {
  const all = wanted.get(account)
  wanted.delete(account)
  for (const [chat, ids] of all ?? []) {
    // Where it cannot be had, what refers to it says so.
    account.api.loadMessages({ chat, ids: [...ids] }).catch(() => {
      for (const id of ids) asked.get(account)?.delete(`${chat}/${id}`)
    })
  }
}
