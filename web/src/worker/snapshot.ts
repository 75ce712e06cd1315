import { firstLocalId, messageKey } from '../api/message'
import type { Patch, Table } from '../api/patch'
import { type Cache, type Snapshot, version } from './cache'
import type { State } from './state'

/** How many chats are kept. */
const kept = 200
/** How long changes are gathered before they are kept. */
const pause = 1000

/** Shows what this browser kept of an account; answers whose it is. */
export async function restoreSnapshot(state: State, cache: Cache): Promise<number | undefined> {
  const snapshot = await cache.get<Snapshot>('list', 'snapshot')
  if (!snapshot || snapshot.version !== version) return undefined
  state.load(snapshot.patches)
  state.setAuth({ kind: 'in', me: snapshot.me })
  return snapshot.me
}

/** Keeps the list of chats as it changes, in the one tab that holds the lock. */
export function keepSnapshot(state: State, cache: Cache, slot: number): void {
  let writer = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    timer = undefined
    if (state.auth.kind !== 'in' || !writer) return
    const snapshot: Snapshot = { version, me: state.auth.me, patches: snapshotOf(state, state.auth.me) }
    void cache.put('list', 'snapshot', snapshot)
  }
  const soon = () => {
    if (timer === undefined) timer = setTimeout(write, pause)
  }
  state.onChange = (table: Table) => {
    if (table !== 'typing') soon()
  }
  if (!('locks' in navigator)) {
    writer = true
    write()
    return
  }
  void navigator.locks.request(`heliograph-cache-${slot}`, () => {
    writer = true
    write()
    return new Promise(() => undefined) // until the tab is closed
  })
}

/** The newest chats with their newest messages and all whom these name. */
function snapshotOf(state: State, me: number): Patch[] {
  const dialogs = [...state.tables.dialogs.values()]
    .sort((a, b) => (b.pinned > 0 ? 1 : 0) - (a.pinned > 0 ? 1 : 0) || b.date - a.date)
    .slice(0, kept)
  const patches: Patch[] = []
  const peers = new Set<number>([me])
  for (const dialog of dialogs) {
    patches.push({ table: 'dialogs', id: dialog.chat, set: dialog })
    peers.add(dialog.chat)
    const key = messageKey(dialog.chat, dialog.top)
    const message = state.get('messages', key)
    if (message && message.id < firstLocalId) {
      patches.push({ table: 'messages', id: key, set: message })
      peers.add(message.from)
    }
  }
  for (const [id, set] of state.tables.folders) patches.push({ table: 'folders', id, set })
  for (const id of peers) {
    const set = state.get('peers', id)
    if (set) patches.push({ table: 'peers', id, set })
  }
  return patches
}
