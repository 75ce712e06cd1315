/**
 * The service worker: the app opens without a server, shows what is cached, and
 * connects when there is one. It keeps files of the app and what the server tells of
 * itself; never anything of an account.
 */
import { asksToBegin, plan, routeOf } from './plan'

declare const self: ServiceWorkerGlobalScope
/** Put in by the build: the name of it, and the paths of all its files. */
declare const __BUILD__: string
declare const __SHELL__: readonly string[]

const current = `shell-${__BUILD__}`
const told = 'told'
/** How long, in ms, the page waits for a slow server when it could show the kept one. */
const patience = 2500

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (asksToBegin(event.data, __BUILD__)) event.waitUntil(beginAlone())
})
self.addEventListener('fetch', (event) => {
  switch (plan(event.request, self.location.origin, __SHELL__)) {
    case 'asset':
      event.respondWith(kept(event.request).then((response) => response ?? fetch(event.request)))
      break
    case 'page':
      event.respondWith(page())
      break
    case 'told':
      event.respondWith(ask(event.request))
      break
    case 'still':
      event.respondWith(fetch(event.request).catch(() => orFail(kept(event.request))))
      break
  }
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const to = routeOf(event.notification.data)
  if (to) event.waitUntil(open(to.route, to.slot))
})

const kept = (request: RequestInfo) => caches.match(request, { ignoreSearch: true, ignoreVary: true })

const orFail = async (response: Promise<Response | undefined>): Promise<Response> =>
  (await response) ?? Response.error()

/** All files of this build, or none: a page of another build would ask for others. */
async function install(): Promise<void> {
  const cache = await caches.open(current)
  const response = await fetch('/', { cache: 'reload' })
  const html = await response.clone().text()
  if (!response.ok || !html.includes(__BUILD__)) throw new Error('the server has another build by now')
  await cache.put('/', response)
  await cache.addAll(__SHELL__.filter((path) => path !== '/'))
  await (await caches.open(told)).add('/client.json')
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name !== current && name !== told) await caches.delete(name)
  }
  await self.clients.claim()
}

/** Another page may be of an older build, and still need the files of that. */
async function beginAlone(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.length <= 1) await self.skipWaiting()
}

async function page(): Promise<Response> {
  const old = caches.match('/', { ignoreVary: true })
  const fresh = fetch('/', { cache: 'no-cache' }).then((response) => (response.ok ? response : undefined))
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience))
  const soon = await Promise.race([fresh.catch(() => undefined), late])
  return soon ?? (await old) ?? (await fresh.catch(() => undefined)) ?? Response.error()
}

async function ask(request: Request): Promise<Response> {
  const cache = await caches.open(told)
  try {
    const response = await fetch(request)
    if (response.ok) {
      await cache.put('/client.json', response.clone())
      return response
    }
  } catch {
    // There is no server.
  }
  return orFail(cache.match('/client.json', { ignoreVary: true }))
}

/** Shows a chat in a window that is open, or in a new one. */
async function open(route: string, slot: number): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' })
  const window = windows.find((client) => client.focused) ?? windows[0]
  if (!window) {
    await self.clients.openWindow(`/?account=${slot}${route}`)
    return
  }
  window.postMessage({ kind: 'open', route, slot })
  await window.focus()
}
