import type { Account } from '../api/account'
import { forgetEmoji } from '../features/emoji'
import { accounts } from './accounts'

/** What in this browser's storage is of an account begins so. */
const prefixes = (slot: number): readonly string[] => [`heliograph.${slot}.`, `heliograph-${slot}-`]

/**
 * forgetTraces removes what the page, besides its worker, keeps of an account that is
 * logged out: items of the storage, notifications, and with the last account what its
 * people used.
 */
export function forgetTraces(account: Account): void {
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) {
      if (prefixes(account.slot).some((prefix) => key.startsWith(prefix))) store.removeItem(key)
    }
  }
  if (accounts().length < 2) forgetEmoji()
  void hideNotices(account.slot).catch(() => {})
}

async function hideNotices(slot: number): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration()
  for (const notice of (await worker?.getNotifications()) ?? []) {
    if (notice.tag.startsWith(`${slot}/`)) notice.close()
  }
}
