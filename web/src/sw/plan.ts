/** How the service worker answers a request. */
export type Plan =
  /** A file that has its content's hash in its name: kept is as good as new. */
  | 'asset'
  /** The page: new when the server answers soon, else the kept one. */
  | 'page'
  /** What the server tells of itself: new, or when there is no server the last one. */
  | 'told'
  /** A picture or the manifest: as new, or the kept one. */
  | 'still'
  /** Nothing of ours: the browser goes on as if there were no service worker. */
  | 'none'

/** What is asked for. */
export interface Asked {
  readonly method: string
  readonly mode: string
  readonly url: string
}

/** Decides how to answer; `shell` is what is kept, by paths. */
export function plan(asked: Asked, origin: string, shell: readonly string[]): Plan {
  const url = new URL(asked.url)
  if (asked.method !== 'GET' || url.origin !== origin) return 'none'
  if (url.pathname === '/client.json') return 'told'
  // Links to people and chats are navigations as well, to pages of the server's.
  if (url.pathname === '/') return asked.mode === 'navigate' ? 'page' : 'none'
  if (asked.mode === 'navigate') return 'none'
  if (url.pathname.startsWith('/assets/')) return 'asset'
  return shell.includes(url.pathname) ? 'still' : 'none'
}

/** The route that a notification leads to; undefined: it names none. */
export function routeOf(data: unknown): { readonly route: string; readonly slot: number } | undefined {
  if (typeof data !== 'object' || data === null || !('route' in data)) return undefined
  const { route } = data
  if (typeof route !== 'string' || !route.startsWith('#/')) return undefined
  return { route, slot: 'slot' in data && typeof data.slot === 'number' ? data.slot : 0 }
}

/** Whether a page asks a service worker of a build to begin: one of the same build does. */
export const asksToBegin = (data: unknown, build: string): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'kind' in data &&
  data.kind === 'begin' &&
  'build' in data &&
  data.build === build
