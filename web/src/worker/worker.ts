import type { Device, Reply, Request } from '../api/client'
import type { Server } from '../api/server'
import type { Account } from './account'
import { Cache } from './cache'
import { restoreSnapshot } from './snapshot'
import { State } from './state'

/**
 * The worker of one account. What this browser keeps is shown first; the code that
 * speaks with the server is loaded after that.
 */
const post = (reply: Reply) => self.postMessage(reply)

let account: Promise<Account> | undefined

async function open(slot: number, origin: string, device: Device): Promise<Account> {
  const state = new State((news) => post({ kind: 'news', news }))
  const cache = await Cache.open(slot)
  const me = await restoreSnapshot(state, cache)
  const parts = Promise.all([fetchServer(origin, cache), import('./account')])
  parts.catch(() => state.setAuth({ kind: 'broken' }))
  const [server, { openAccount }] = await parts
  return openAccount({ slot, origin, device, server, state, cache, me })
}

/** How long one waits for what the server says now when it is known what it said before, in milliseconds. */
const patience = 150

/** What the server says of itself: what it said before where it does not answer, or is asked until it does. */
async function fetchServer(origin: string, cache: Cache): Promise<Server> {
  const kept = await cache.get<Server>('list', 'server')
  const asked = (async () => {
    for (let wait = 500; ; wait = Math.min(wait * 2, 5000)) {
      const server = await askServer(origin)
      if (server) {
        void cache.put('list', 'server', server)
        return server
      }
      if (kept) return kept
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  })()
  if (!kept) return asked
  return Promise.race([asked, new Promise<Server>((resolve) => setTimeout(() => resolve(kept), patience))])
}

async function askServer(origin: string): Promise<Server | undefined> {
  try {
    const answer = await fetch(`${origin}/client.json`)
    return answer.ok ? ((await answer.json()) as Server) : undefined
  } catch {
    return undefined // it is away; who waits is told by the state of the connection
  }
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  switch (data.kind) {
    case 'open':
      account = open(data.slot, data.origin, data.device)
      return
    case 'visible':
      ;(await account?.catch(() => undefined))?.setVisible(data.visible)
      return
    case 'call':
      post(await answer(data.call, data.method, data.args))
  }
}

async function answer(call: number, method: Parameters<Account['call']>[0], args: unknown): Promise<Reply> {
  const opened = await account?.catch(() => undefined)
  if (!opened) return { kind: 'failed', call, error: { code: 0, text: 'NOT_OPEN' } }
  const result = await opened.call(method, args)
  return 'error' in result ? { kind: 'failed', call, error: result.error } : { kind: 'done', call, value: result.value }
}
