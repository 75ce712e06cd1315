import { createComputed, createSignal, mapArray, onCleanup, untrack } from 'solid-js'
import { type Account, openAccount } from '../api/account'
import type { Device } from '../api/client'
import { browserOf } from '../lib/browser'
import { freeSlot, parseRegistry, type Registry } from './registry'
import { createWorker } from './trusted'

const storageKey = 'heliograph-accounts'

const read = (): Registry => parseRegistry(localStorage.getItem(storageKey))

const build = document.querySelector('meta[name=build]')?.getAttribute('content') ?? ''

const device = (): Device => ({
  ...browserOf(navigator.userAgent),
  version: build === '' ? '' : build.slice(0, 8),
  language: navigator.language,
})

const [broken, setBroken] = createSignal(false)

/** workerBroken is whether the code that speaks with the server could not be loaded: a signal. */
export const workerBroken = broken

function open(slot: number): Account {
  const worker = createWorker(`account ${slot}`)
  worker.addEventListener('error', (event) => {
    // Of an error in it, and not in getting it, the event would tell more.
    if (!(event instanceof ErrorEvent)) setBroken(true)
  })
  return openAccount(slot, worker, device(), location.origin)
}

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
  if (slot === activeAccount()?.slot) return
  setActive(slot)
  location.hash = '#/'
  keep()
}

/** Begins a log-in beside the accounts that there are; false: there are too many. */
export function addAccount(): boolean {
  const waiting = accounts().find((account) => account.auth().kind === 'out')
  const taken = accounts().map((account) => account.slot)
  const slot = waiting?.slot ?? freeSlot(taken)
  if (slot === undefined) return false
  if (!waiting) setAccounts([...accounts(), open(slot)])
  switchAccount(slot)
  return true
}

/** Removes an account that is logged out; another one is shown, or a new log-in. */
export function removeAccount(slot: number): void {
  for (const account of accounts()) if (account.slot === slot) account.close()
  const left = accounts().filter((account) => account.slot !== slot)
  const now = left.length > 0 ? left : [open(slot)]
  const shown = activeAccount()?.slot === slot
  setAccounts(now)
  if (shown) {
    setActive(now[0]?.slot ?? 0)
    location.hash = '#/'
  }
  keep()
}

/** Logs an account out: its session ends, and what is kept of it goes. */
export async function leave(slot: number): Promise<void> {
  await accounts()
    .find((account) => account.slot === slot)
    ?.api.logOut({})
}

/** Removes accounts as their sessions end, here or from elsewhere; calls `ended` with each before. */
export function followAccounts(ended: (account: Account) => void): void {
  const each = mapArray(accounts, (account) => {
    let inside = false
    onCleanup(account.on((event) => event.kind === 'changed' && event.what === 'elsewhere' && reopen(account)))
    // Before anything shows it: its worker has ended, and nobody can log in by that.
    createComputed(() => {
      const { kind } = account.auth()
      if (kind === 'in') inside = true
      if (kind !== 'out' || !inside) return
      inside = false
      untrack(() => {
        ended(account)
        removeAccount(account.slot)
      })
    })
  })
  createComputed(() => void each())
  const other = (e: StorageEvent) => {
    if (e.key === storageKey) follow(read())
  }
  window.addEventListener('storage', other)
  onCleanup(() => window.removeEventListener('storage', other))
}

function reopen(account: Account): void {
  account.close()
  setAccounts(accounts().map((other) => (other === account ? open(account.slot) : other)))
}

/** Has the accounts that another tab has by now. */
function follow({ slots }: Registry): void {
  const now = accounts()
  for (const account of now) if (!slots.includes(account.slot)) account.close()
  setAccounts(slots.map((slot) => now.find((account) => account.slot === slot) ?? open(slot)))
}
