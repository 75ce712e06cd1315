import { createSignal } from 'solid-js'
import { type Account, openAccount } from '../api/account'
import type { Device } from '../api/client'
import { createWorker } from './trusted'

/** How many accounts one browser has at most. */
export const maxAccounts = 4

const storageKey = 'heliograph-accounts'

interface Registry {
  readonly slots: readonly number[]
  readonly active: number
}

function read(): Registry {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '')
    if (typeof kept === 'object' && kept && 'slots' in kept && Array.isArray(kept.slots) && 'active' in kept) {
      const slots = kept.slots.filter((slot) => Number.isInteger(slot) && slot >= 0 && slot < maxAccounts)
      if (typeof kept.active === 'number' && slots.includes(kept.active)) return { slots, active: kept.active }
    }
  } catch {
    // Nothing was kept, or something else.
  }
  return { slots: [0], active: 0 }
}

const device = (): Device => ({
  model: navigator.userAgent.match(/(Firefox|Edg|OPR|Chrome|Safari)\/[\d]+/)?.[0].replace('/', ' ') ?? 'Browser',
  system: navigator.userAgent.match(/\(([^;)]+)/)?.[1] ?? 'Web',
  version: 'Heliograph Web',
  language: navigator.language,
})

const open = (slot: number): Account => openAccount(slot, createWorker(`account ${slot}`), device(), location.origin)

const kept = read()
const [accounts, setAccounts] = createSignal<readonly Account[]>(kept.slots.map(open))
const [active, setActive] = createSignal(kept.active)

/** The accounts of this browser, in the order in which they were added. */
export { accounts }

/** The one that is shown. */
export const activeAccount = (): Account | undefined =>
  accounts().find((account) => account.slot === active()) ?? accounts()[0]

const keep = () =>
  localStorage.setItem(storageKey, JSON.stringify({ slots: accounts().map((a) => a.slot), active: active() }))

/** Shows another account. */
export function switchAccount(slot: number): void {
  setActive(slot)
  location.hash = '#/'
  keep()
}

/** Begins a log-in beside the accounts that there are; false: there are too many. */
export function addAccount(): boolean {
  const taken = accounts().map((account) => account.slot)
  const slot = [...Array(maxAccounts).keys()].find((n) => !taken.includes(n))
  if (slot === undefined) return false
  setAccounts([...accounts(), open(slot)])
  switchAccount(slot)
  return true
}

/** Removes an account that is logged out; another one is shown, or a new log-in. */
export function removeAccount(slot: number): void {
  accounts()
    .find((account) => account.slot === slot)
    ?.close()
  const left = accounts().filter((account) => account.slot !== slot)
  const now = left.length > 0 ? left : [open(0)]
  setAccounts(now)
  switchAccount(now[0]?.slot ?? 0)
}
