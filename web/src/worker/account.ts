import { tl } from '@mtcute/web'
import type { Device, Failure, Method } from '../api/client'
import type { Connection } from '../api/patch'
import type { Server } from '../api/server'
import { type Cache, cacheDatabase, emptyDatabases } from './cache'
import { type Client, connect, hearAnswers, saysEnded, sessionDatabase } from './connection'
import { failureOf } from './failure'
import { callMethod, methods } from './methods'
import { Mutes } from './mutes'
import { otherTabs } from './others'
import { Outbox } from './outbox'
import { channelId } from './project/peer'
import { know, knowUpdates, type Session } from './session'
import { keepSnapshot } from './snapshot'
import type { State } from './state'
import { sync } from './sync'
import { dialogLists, refreshDialogs } from './tg/dialogs'

export interface Account {
  call(method: Method, args: unknown): Promise<{ value: unknown } | { error: Failure }>
  setVisible(visible: boolean): void
  /** Ends the connection; what this browser keeps stays, and so does the session. */
  close(): Promise<void>
}

export interface Opening {
  readonly slot: number
  readonly origin: string
  readonly device: Device
  readonly server: Server
  readonly state: State
  readonly cache: Cache
  /** Whose the snapshot is, if there was one. */
  readonly me: number | undefined
}

/** Connects an account and keeps it in step with the server. */
export async function openAccount(opening: Opening): Promise<Account> {
  const { slot, origin, device, server, state } = opening
  const client = await connect(slot, origin, server, device)
  let connection: Connection = 'connecting'
  let visible = true
  /** Updates are put in order: since then, what was missed can be asked for. */
  let started = false

  let forgetting: Promise<void> | undefined
  const forget = (alone = false): Promise<void> => {
    forgetting ??= (async () => {
      if (!alone) others.tell('gone')
      await client.destroy().catch(() => undefined)
      session.cache.close()
      await emptyDatabases([sessionDatabase(slot), cacheDatabase(slot)])
      state.clear()
      others.close()
      state.setAuth({ kind: 'out' })
    })()
    return forgetting
  }
  const others = otherTabs(slot, (news) => {
    if (news === 'gone' && state.auth.kind === 'in') void forget()
    if (news === 'in' && state.auth.kind === 'out') state.event({ kind: 'changed', what: 'elsewhere' })
  })
  const mutes = new Mutes(state)
  const session: Session = { slot, server, client, state, cache: opening.cache, mutes, forget }
  const outbox = new Outbox(session)
  const lists = dialogLists(session)

  const online = () => {
    if (state.auth.kind !== 'in' || connection !== 'connected') return
    void client.call({ _: 'account.updateStatus', offline: !visible }).catch(() => undefined)
  }
  let restored = false
  const restore = () => {
    if (restored) return
    restored = true
    outbox.restore()
  }
  const begin = async () => {
    await lists.restart()
    online()
  }
  const signedIn = async (me: number) => {
    if (state.auth.kind === 'out') others.tell('in')
    state.setAuth({ kind: 'in', me })
    await client.startUpdatesLoop()
    started = true
    keepSnapshot(state, session.cache, slot)
    restore()
    void begin().catch(() => undefined)
  }

  listen(client, session, () => void begin().catch(() => undefined))
  client.onConnectionState.add((now) => {
    const back = connection !== 'connected' && connection !== 'updating' && now === 'connected'
    connection = now
    // A server that was started anew does not know what this session has not got, and the library does not ask.
    if (back && started) client.updates?.catchUp()
    state.setConnection(now)
    online()
  })

  const api = methods(session, {
    outbox,
    lists,
    connected: () => connection === 'connected' || connection === 'updating',
    signedIn,
  })
  if (opening.me !== undefined) restore() // what waits is seen before the server is
  void withOneKey(slot, () => start(client, session, signedIn))
  return {
    call: async (method, args) => {
      try {
        const value = await callMethod(api, method, args)
        state.flush() // who asked finds what the answer names
        return { value }
      } catch (error) {
        state.flush()
        return { error: failureOf(error) }
      }
    },
    setVisible: (now) => {
      visible = now
      online()
    },
    close: async () => {
      await client.destroy()
      session.cache.close()
    },
  }
}

/**
 * Tabs that open at once without a key would make one each, of which the browser keeps
 * one: who logged in by another one would be out again. One after the other they share
 * the first one's.
 */
function withOneKey(slot: number, ask: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request(`heliograph-key-${slot}`, ask) : ask()
}

/** How long one waits, in ms, before asking again what the server could not answer. */
const pause = 3000

/** Finds out whether one is logged in. */
async function start(client: Client, session: Session, signedIn: (me: number) => Promise<void>): Promise<void> {
  const { state } = session
  try {
    const [me] = await client.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] })
    if (me?._ !== 'user') throw new tl.RpcError(401, 'AUTH_KEY_UNREGISTERED')
    await client.notifyLoggedIn(me)
    know(session, { users: [me], chats: [] })
    await signedIn(me.id)
  } catch (error) {
    if (saysEnded(error)) {
      // Other tabs may be in by another key: they ask by themselves.
      if (state.auth.kind === 'in') await session.forget(true)
      else state.setAuth({ kind: 'out' })
      return
    }
    setTimeout(() => void start(client, session, signedIn), pause)
  }
}

/** Has everything that the server tells go to `sync`. */
function listen(client: Client, session: Session, restart: () => void): void {
  client.onRawUpdate.add(({ update, peers }) => sync(session, update, peers.users.values(), peers.chats.values()))
  const ended = () => {
    if (session.state.auth.kind === 'in') void session.forget()
  }
  // Where the server abridges people and chats the library gives what it has kept of
  // them, which may be old: how they are now is in what came.
  client.onServerUpdate.add((updates) => knowUpdates(session, updates))
  hearAnswers(client, {
    missed: (answer) => {
      if ('users' in answer) know(session, answer)
    },
    tooLong: () => {
      session.state.event({ kind: 'reset', chat: 0 })
      restart()
    },
    ended,
  })
  client.onError.add((error) => saysEnded(error) && ended())
  const { updates } = client.params
  if (updates) {
    updates.onChannelTooLong = (id) => {
      session.state.event({ kind: 'reset', chat: channelId(id) })
      void refreshDialogs(session, [channelId(id)]).catch(() => undefined)
    }
  }
}
