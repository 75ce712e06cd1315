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
  /** Links that are to be resolved first. */
  | ({ readonly at: 'username'; readonly name: string; readonly message?: number } & Within)
  | { readonly at: 'invite'; readonly hash: string }
  | ({ readonly at: 'private'; readonly channel: number; readonly message: number } & Within)
  /** Who has a phone number. */
  | { readonly at: 'phone'; readonly phone: string; readonly text?: string }
  /** A text for a chat that is to be chosen. */
  | { readonly at: 'share'; readonly text: string }
  | { readonly at: 'unknown' }

/** Of a chat: which, and what of it. */
export type ChatRoute = Extract<Route, { at: 'chat' }>

/** What of a chat is meant, and what is to be written there. */
interface Within {
  readonly topic?: number
  readonly comment?: number
  readonly text?: string
}

const number = (s: string | undefined): number | undefined =>
  s !== undefined && /^-?\d{1,16}$/.test(s) ? Number(s) : undefined

function within(params: URLSearchParams): Within {
  const topic = number(params.get('topic') ?? undefined)
  const comment = number(params.get('comment') ?? undefined)
  const text = params.get('text')
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(comment === undefined ? {} : { comment }),
    ...(text ? { text } : {}),
  }
}

/** The query of an address: nothing where there is nothing to say. */
function query(of: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(of)) if (value !== undefined) params.set(key, String(value))
  return params.size > 0 ? `?${params}` : ''
}

/** Reads what stands after "#". */
export function parseRoute(hash: string): Route {
  const whole = hash.replace(/^#?\/?/, '')
  const asked = whole.indexOf('?')
  const path = asked < 0 ? whole : whole.slice(0, asked)
  const parts = path.split('/').filter((part) => part !== '')
  const [first, second, third] = parts
  const params = new URLSearchParams(asked < 0 ? '' : whole.slice(asked + 1))
  if (first === undefined) return { at: 'chats' }
  if (first.startsWith('@')) {
    const message = number(second)
    return { at: 'username', name: first.slice(1), ...(message === undefined ? {} : { message }), ...within(params) }
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
      return channel === undefined || message === undefined
        ? { at: 'unknown' }
        : { at: 'private', channel, message, ...within(params) }
    }
    case 'phone': {
      const text = params.get('text')
      return second === undefined || !/^\d{5,15}$/.test(second)
        ? { at: 'unknown' }
        : { at: 'phone', phone: second, ...(text ? { text } : {}) }
    }
    case 'share':
      return { at: 'share', text: params.get('text') ?? '' }
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
      const { topic, info } = route
      const more = query({ topic, info, scheduled: route.scheduled ? '' : undefined })
      return `#/c/${route.chat}${route.message === undefined ? '' : `/${route.message}`}${more}`
    }
    case 'settings':
      return route.page === '' ? '#/settings' : `#/settings/${route.page}`
    case 'contacts':
    case 'archive':
      return `#/${route.at}`
    case 'username': {
      const { topic, comment, text } = route
      return `#/@${route.name}${route.message === undefined ? '' : `/${route.message}`}${query({ topic, comment, text })}`
    }
    case 'invite':
      return `#/+${route.hash}`
    case 'private': {
      const { topic, comment, text } = route
      return `#/p/${route.channel}/${route.message}${query({ topic, comment, text })}`
    }
    case 'phone':
      return `#/phone/${route.phone}${query({ text: route.text })}`
    case 'share':
      return `#/share${query({ text: route.text })}`
  }
}

/** The address of a chat, or of a message in it. */
export const chatLink = (chat: number, message?: number): string =>
  formatRoute({ at: 'chat', chat, ...(message === undefined ? {} : { message }) })
