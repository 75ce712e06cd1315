import { type Accessor, createContext, createSignal, useContext } from 'solid-js'
import { type Api, createApi, type Device, type Port } from './client'
import type { AccountEvent, Auth, Connection, Tables } from './patch'
import type { PeerId, User } from './peer'
import type { Server } from './server'
import { createTables } from './tables'

/** One logged-in (or logging-in) account of this browser: its worker, and what that tells. */
export interface Account {
  readonly slot: number
  readonly api: Api
  readonly tables: Tables
  readonly connection: Accessor<Connection>
  readonly auth: Accessor<Auth>
  /** What the server tells of itself; undefined before it was reached. */
  readonly server: Accessor<Server | undefined>
  /** Who one is; undefined before the log-in. */
  readonly me: Accessor<User | undefined>
  /** Calls `fn` for each event until the answer is called. */
  on(fn: (event: AccountEvent) => void): () => void
  /** Tells the worker whether somebody looks. */
  setVisible(visible: boolean): void
  /** Ends the worker; the account stays logged in. */
  close(): void
}

/** Opens the account of a slot over a port, which is a worker of its own. */
export function openAccount(slot: number, port: Port, device: Device, origin: string): Account {
  const { tables, apply, clear } = createTables()
  const [connection, setConnection] = createSignal<Connection>('connecting')
  const [auth, setAuth] = createSignal<Auth>({ kind: 'unknown' })
  const [server, setServer] = createSignal<Server>()
  const listeners = new Set<(event: AccountEvent) => void>()
  const api = createApi(port, (news) => {
    if (news.auth?.kind === 'out') clear()
    if (news.patches.length > 0) apply(news.patches)
    if (news.connection) setConnection(news.connection)
    if (news.auth) setAuth(news.auth)
    for (const event of news.events) for (const fn of listeners) fn(event)
  })
  port.postMessage({ kind: 'open', slot, origin, device })
  void api.server({}).then(setServer, () => undefined)
  return {
    slot,
    api,
    tables,
    connection,
    auth,
    server,
    me: () => {
      const now = auth()
      const peer = now.kind === 'in' ? tables.peers[now.me] : undefined
      return peer?.kind === 'user' ? peer : undefined
    },
    on(fn) {
      listeners.add(fn)
      return () => listeners.delete(fn)
    },
    setVisible: (visible) => port.postMessage({ kind: 'visible', visible }),
    close: () => port.terminate(),
  }
}

export const AccountContext = createContext<Account>()

/** The account that this part of the page is of. */
export function useAccount(): Account {
  const account = useContext(AccountContext)
  if (!account) throw new Error('there is no account around this component')
  return account
}

/** A peer that tables may not have yet, by its name: empty until it is known. */
export const nameOf = (account: Account, id: PeerId): string => account.tables.peers[id]?.name ?? ''
