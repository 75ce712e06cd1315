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
  const [server, { openAccount }] = await Promise.all([fetchServer(origin), import('./account')])
  return openAccount({ slot, origin, device, server, state, cache, me })
}

/** What the server says of itself; asked again until it answers. */
async function fetchServer(origin: string): Promise<Server> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 5000)) {
    try {
      const answer = await fetch(`${origin}/client.json`)
      if (answer.ok) return (await answer.json()) as Server
    } catch {
      // It is away; who waits is told by the state of the connection.
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  switch (data.kind) {
    case 'open':
      account = open(data.slot, data.origin, data.device)
      return
    case 'visible':
      ;(await account)?.setVisible(data.visible)
      return
    case 'call':
      post(await answer(data.call, data.method, data.args))
  }
}

async function answer(call: number, method: Parameters<Account['call']>[0], args: unknown): Promise<Reply> {
  const opened = await account
  if (!opened) return { kind: 'failed', call, error: { code: 0, text: 'NOT_OPEN' } }
  const result = await opened.call(method, args)
  return 'error' in result ? { kind: 'failed', call, error: result.error } : { kind: 'done', call, value: result.value }
}
