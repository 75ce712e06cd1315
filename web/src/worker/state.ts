import type { AccountEvent, Auth, Connection, News, Patch, Table, Tables } from '../api/patch'

/** How long changes are gathered before they are told: a frame. */
const frame = 16

/** What the worker knows of an account: the tables, and whom to tell of changes. */
export class State {
  readonly tables: { readonly [T in Table]: Map<keyof Tables[T], Tables[T][keyof Tables[T]]> } = {
    peers: new Map(),
    dialogs: new Map(),
    messages: new Map(),
    folders: new Map(),
    topics: new Map(),
    typing: new Map(),
  }
  /** Called after each change of a table, for those who keep it elsewhere. */
  onChange: (table: Table) => void = () => {}

  auth: Auth = { kind: 'unknown' }

  #patches = new Map<string, Patch>()
  #events: AccountEvent[] = []
  #connection: Connection | undefined
  #auth: Auth | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly tell: (news: News) => void) {}

  get<T extends Table>(table: T, id: keyof Tables[T]): Tables[T][keyof Tables[T]] | undefined {
    return this.tables[table].get(id)
  }

  set<T extends Table>(table: T, id: keyof Tables[T], value: Tables[T][keyof Tables[T]]): void {
    this.tables[table].set(id, value)
    this.#note({ table, id, set: value } as Patch)
  }

  /** Changes parts of an entity, if it is known. */
  change<T extends Table>(table: T, id: keyof Tables[T], part: Partial<Tables[T][keyof Tables[T]]>): void {
    const old = this.get(table, id)
    if (old !== undefined) this.set(table, id, { ...old, ...part })
  }

  /** Takes over what was kept. */
  load(patches: readonly Patch[]): void {
    for (const { table, id, set } of patches) if (set !== undefined) this.set(table, id as never, set as never)
  }

  unset<T extends Table>(table: T, id: keyof Tables[T]): void {
    if (this.tables[table].delete(id)) this.#note({ table, id } as Patch)
  }

  event(event: AccountEvent): void {
    this.#events.push(event)
    this.#soon()
  }

  setConnection(connection: Connection): void {
    this.#connection = connection
    this.#soon()
  }

  setAuth(auth: Auth): void {
    this.auth = auth
    this.#auth = auth
    this.flush()
  }

  /** Forgets everything, as after a log-out. */
  clear(): void {
    for (const table of Object.values(this.tables)) table.clear()
    this.#patches.clear()
    this.#events = []
  }

  /** Tells now what has changed; answers of calls do it first. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#patches.size === 0 && this.#events.length === 0 && !this.#connection && !this.#auth) return
    const news: News = {
      patches: [...this.#patches.values()],
      events: this.#events,
      ...(this.#connection ? { connection: this.#connection } : {}),
      ...(this.#auth ? { auth: this.#auth } : {}),
    }
    this.#patches = new Map()
    this.#events = []
    this.#connection = undefined
    this.#auth = undefined
    this.tell(news)
  }

  #note(patch: Patch): void {
    const key = `${patch.table} ${patch.id}`
    this.#patches.delete(key) // the last word comes last
    this.#patches.set(key, patch)
    this.onChange(patch.table)
    this.#soon()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), frame)
  }
}
