import { unwrap } from 'solid-js/store'
import type { Account } from '../../api/account'
import { type Message, messageKey } from '../../api/message'
import { createHistory, type History, type Where } from './state'

/** Histories that are kept for when their chat is opened again. */
const most = 40

interface Registry {
  readonly histories: Map<string, History>
}

const registries = new WeakMap<Account, Registry>()

const keyOf = ({ chat, topic, scheduled }: Where): string => `${chat}/${topic ?? ''}${scheduled ? 's' : ''}`

/** rawMessage is a message as it is, for those who do not follow its changes. */
export const rawMessage = (account: Account, { chat, scheduled }: Where, id: number): Message | undefined =>
  unwrap(account.tables.messages)[messageKey(chat, id, scheduled)]

function open(account: Account): Registry {
  const histories = new Map<string, History>()
  account.on((event) => {
    for (const history of histories.values()) history.take(event)
  })
  return { histories }
}

/** historyOf is the history of a chat or topic: the one that was left, as far as it is kept. */
export function historyOf(account: Account, where: Where): History {
  const registry = registries.get(account) ?? open(account)
  registries.set(account, registry)
  const { histories } = registry
  const key = keyOf(where)
  const kept = histories.get(key) ?? createHistory(account.api, where, (id) => rawMessage(account, where, id))
  histories.delete(key)
  histories.set(key, kept) // the last one comes last
  for (const [old, history] of histories) {
    if (histories.size <= most) break
    history.trim(undefined)
    if (!history.where.scheduled) void account.api.release({ chat: history.where.chat, ids: [...history.ids()] })
    histories.delete(old)
  }
  return kept
}
