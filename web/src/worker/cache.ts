import type { Patch } from '../api/patch'

/** What is kept of an account: enough to show its chats before the server answers. */
export interface Snapshot {
  /** Of this layout; another one is ignored. */
  readonly version: number
  readonly me: number
  readonly patches: readonly Patch[]
}

/** Raised when view models change so that old ones would be shown wrongly. */
export const version = 1

/** Name of the database in which the snapshot and histories of a slot are. */
export const cacheDatabase = (slot: number): string => `heliograph-cache-${slot}`

const stores = ['list', 'history', 'outbox'] as const
type Store = (typeof stores)[number]

/**
 * What this browser keeps of an account in IndexedDB. Everything here is a copy: an
 * error of the database (private windows, full disks) is as if nothing were kept.
 */
export class Cache {
  private constructor(private readonly database: IDBDatabase | undefined) {}

  static async open(slot: number): Promise<Cache> {
    try {
      const request = indexedDB.open(cacheDatabase(slot), 1)
      request.onupgradeneeded = () => {
        for (const store of stores) request.result.createObjectStore(store)
      }
      const database = await done(request)
      database.onversionchange = () => database.close() // another tab removes it
      return new Cache(database)
    } catch {
      return new Cache(undefined)
    }
  }

  async get<T>(store: Store, key: string): Promise<T | undefined> {
    try {
      const transaction = this.database?.transaction(store, 'readonly')
      return transaction && ((await done(transaction.objectStore(store).get(key))) as T | undefined)
    } catch {
      return undefined
    }
  }

  async all<T>(store: Store): Promise<T[]> {
    try {
      const transaction = this.database?.transaction(store, 'readonly')
      return transaction ? ((await done(transaction.objectStore(store).getAll())) as T[]) : []
    } catch {
      return []
    }
  }

  async put(store: Store, key: string, value: unknown): Promise<void> {
    try {
      const transaction = this.database?.transaction(store, 'readwrite')
      if (transaction) await done(transaction.objectStore(store).put(value, key))
    } catch {
      // It is a copy.
    }
  }

  async remove(store: Store, key: string): Promise<void> {
    try {
      const transaction = this.database?.transaction(store, 'readwrite')
      if (transaction) await done(transaction.objectStore(store).delete(key))
    } catch {
      // It is a copy.
    }
  }

  async clear(store: Store): Promise<void> {
    try {
      const transaction = this.database?.transaction(store, 'readwrite')
      if (transaction) await done(transaction.objectStore(store).clear())
    } catch {
      // It is a copy.
    }
  }

  close(): void {
    this.database?.close()
  }
}

/**
 * Empties databases. They stay, without anything in them: one that another tab has open
 * could not be removed, and nobody could open it again until that tab is closed.
 */
export async function emptyDatabases(names: readonly string[]): Promise<void> {
  const there = new Set((await indexedDB.databases()).map((database) => database.name))
  await Promise.all(names.filter((name) => there.has(name)).map((name) => empty(name).catch(() => undefined)))
}

async function empty(name: string): Promise<void> {
  const database = await done(indexedDB.open(name))
  const all = [...database.objectStoreNames]
  if (all.length > 0) {
    const transaction = database.transaction(all, 'readwrite')
    await Promise.all(all.map((store) => done(transaction.objectStore(store).clear())))
  }
  database.close()
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
