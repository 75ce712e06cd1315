/** Where one is in the app: the part of the address after "#". */
export type Route =
  | { readonly at: 'chats' }
  | {
      readonly at: 'chat'
      readonly chat: number
      /** A topic of a forum, or the thread under a post. */
      readonly topic?: number
      /** The message to jump to. */
      readonly message?: number
      /** Beside, or on phones instead: the info pane and what it shows. */
      readonly info?: string
      readonly scheduled?: boolean
    }
  | { readonly at: 'settings'; readonly page: string }
  | { readonly at: 'contacts' }
  | { readonly at: 'archive' }
  /** A link that is to be resolved first. */
  | { readonly at: 'username'; readonly name: string; readonly message?: number }
  | { readonly at: 'invite'; readonly hash: string }
  | { readonly at: 'private'; readonly channel: number; readonly message: number }
  | { readonly at: 'unknown' }

const number = (s: string | undefined): number | undefined =>
  s !== undefined && /^-?\d{1,16}$/.test(s) ? Number(s) : undefined

/** Reads what stands after "#". */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  const parts = path.split('/').filter((part) => part !== '')
  const [first, second, third] = parts
  const params = new URLSearchParams(query)
  if (first === undefined) return { at: 'chats' }
  if (first.startsWith('@')) {
    const message = number(second)
    return { at: 'username', name: first.slice(1), ...(message === undefined ? {} : { message }) }
  }
  if (first.startsWith('+')) return { at: 'invite', hash: first.slice(1) }
  switch (first) {
    case 'c': {
      const chat = number(second)
      if (chat === undefined) return { at: 'unknown' }
      const topic = number(params.get('topic') ?? undefined)
      const message = number(third)
      const info = params.get('info') ?? undefined
      return {
        at: 'chat',
        chat,
        ...(topic === undefined ? {} : { topic }),
        ...(message === undefined ? {} : { message }),
        ...(info === undefined ? {} : { info }),
        ...(params.has('scheduled') ? { scheduled: true } : {}),
      }
    }
    case 'p': {
      const channel = number(second)
      const message = number(third)
      return channel === undefined || message === undefined ? { at: 'unknown' } : { at: 'private', channel, message }
    }
    case 'settings':
      return { at: 'settings', page: parts.slice(1).join('/') }
    case 'contacts':
      return { at: 'contacts' }
    case 'archive':
      return { at: 'archive' }
    default:
      return { at: 'unknown' }
  }
}

/** The address of a route, with "#". */
export function formatRoute(route: Route): string {
  switch (route.at) {
    case 'chats':
    case 'unknown':
      return '#/'
    case 'chat': {
      const params = new URLSearchParams()
      if (route.topic !== undefined) params.set('topic', String(route.topic))
      if (route.info !== undefined) params.set('info', route.info)
      if (route.scheduled) params.set('scheduled', '')
      const query = params.size > 0 ? `?${params}` : ''
      return `#/c/${route.chat}${route.message === undefined ? '' : `/${route.message}`}${query}`
    }
    case 'settings':
      return route.page === '' ? '#/settings' : `#/settings/${route.page}`
    case 'contacts':
    case 'archive':
      return `#/${route.at}`
    case 'username':
      return `#/@${route.name}${route.message === undefined ? '' : `/${route.message}`}`
    case 'invite':
      return `#/+${route.hash}`
    case 'private':
      return `#/p/${route.channel}/${route.message}`
  }
}

/** The address of a chat, or of a message in it. */
export const chatLink = (chat: number, message?: number): string =>
  formatRoute({ at: 'chat', chat, ...(message === undefined ? {} : { message }) })
