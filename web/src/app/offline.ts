import { createEffect, createSignal } from 'solid-js'
import type { Account } from '../api/account'
import { t } from '../lang/lang'
import { toast } from '../ui/Toast'
import { accounts, activeAccount, switchAccount } from './accounts'
import { registerServiceWorker } from './trusted'

/** The build that this page is of; "" while developing. */
const build = document.querySelector('meta[name=build]')?.getAttribute('content') ?? ''
/** How often, in ms, the server is asked at most whether it has another build. */
const rest = 5000

const [outdated, setOutdated] = createSignal(false)
let registration: ServiceWorkerRegistration | undefined
let asked = 0

/** Asks whether the server has another build by now. */
async function checkBuild(): Promise<void> {
  if (build === '' || outdated() || Date.now() - asked < rest) return
  asked = Date.now()
  try {
    const answer = await fetch('/client.json', { cache: 'no-store' })
    const told: unknown = answer.ok ? await answer.json() : undefined
    if (typeof told !== 'object' || told === null || !('build' in told)) return
    if (typeof told.build !== 'string' || told.build === '' || told.build === build) return
    setOutdated(true)
    await registration?.update()
  } catch {
    // It is away: asked again when the page is seen again.
  }
}

/** Lets the service worker of this page's build begin, which else waits until no page of an older one is left. */
const hurry = () => registration?.waiting?.postMessage({ kind: 'begin', build })

/** Offers to load the page anew once the server has another build, which is when it was away. */
export function followBuild(account: Account): void {
  createEffect(() => {
    if (account.connection() === 'connected') void checkBuild()
  })
  createEffect(() => {
    if (outdated()) {
      toast({
        text: t('app.newBuild'),
        action: { label: t('app.reload'), onClick: () => location.reload() },
        seconds: 60,
      })
    }
  })
}

/** Shows what a notification is about, in the account that it is for. */
function open(route: string, slot: number): void {
  if (activeAccount()?.slot !== slot && accounts().some((account) => account.slot === slot)) switchAccount(slot)
  location.hash = route
}

/**
 * Has the app open without its server, look for newer builds when it is seen again, and
 * go where notifications lead.
 */
export function installOffline(): void {
  if (build === '') return
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void checkBuild()
  })
  window.addEventListener('online', () => void checkBuild())
  const params = new URLSearchParams(location.search)
  const slot = Number(params.get('account') ?? Number.NaN)
  if (Number.isInteger(slot)) {
    const route = location.hash
    history.replaceState(null, '', `/${route}`)
    open(route, slot)
  }
  // Pages that are not served securely have none: they need the server to open.
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'open') return
    if (!('route' in data) || typeof data.route !== 'string' || !data.route.startsWith('#/')) return
    open(data.route, 'slot' in data && typeof data.slot === 'number' ? data.slot : 0)
  })
  registerServiceWorker()
    .then((registered) => {
      registration = registered
      hurry()
      registered.addEventListener('updatefound', () => registered.installing?.addEventListener('statechange', hurry))
    })
    .catch((error: unknown) => console.warn('the app does not open without its server', error))
}
