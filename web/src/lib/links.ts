import type { Route } from './route'

/** What an address of the messenger opens, as https://core.telegram.org/api/links has it. */
export type Target =
  | {
      readonly at: 'username'
      readonly name: string
      readonly message?: number
      /** Of a forum: the topic. Of a group: the message whose answers are meant. */
      readonly topic?: number
      /** Of a channel's post: a comment. */
      readonly comment?: number
      /** What a bot is to be started with. */
      readonly start?: string
      /** What is to stand in the field for writing. */
      readonly text?: string
    }
  | {
      readonly at: 'private'
      readonly channel: number
      readonly message: number
      readonly topic?: number
      readonly comment?: number
    }
  | { readonly at: 'invite'; readonly hash: string }
  | { readonly at: 'phone'; readonly phone: string; readonly text?: string }
  | { readonly at: 'user'; readonly id: number }
  | { readonly at: 'share'; readonly text: string }
  | { readonly at: 'folder'; readonly slug: string }
  | { readonly at: 'contact'; readonly token: string }
  | { readonly at: 'stickers'; readonly name: string }
  | { readonly at: 'language'; readonly code: string }
  | { readonly at: 'login'; readonly code: string }
  | { readonly at: 'settings'; readonly page: string }
  /** It is of the messenger, but nothing that this client opens. */
  | { readonly at: 'unknown' }

const hosts = new Set(['t.me', 'telegram.me', 'telegram.dog'])

/** Names that are no usernames where they are the first part of a path or host. */
const reserved = new Set(
  'addemoji addlist addstickers addstyle addtheme auction auth bg boost c call confirmphone contact giftcode invoice iv joinchat login m msg nft proxy s setlanguage share socks stickers web www'.split(
    ' ',
  ),
)

const username = /^[a-z]\w{2,31}$/i

/**
 * parseLink is what an address opens in the messenger, or undefined when it is
 * an address of anything else. `prefix` is what the links of the own server
 * begin with, up to the last slash: they and those of t.me mean the same.
 */
export function parseLink(link: string, prefix = ''): Target | undefined {
  const trimmed = link.trim()
  const tg = /^tg:(?:\/\/)?/i.exec(trimmed)
  if (tg) return ofScheme(trimmed.slice(tg[0].length))
  let url: URL
  let own: URL | undefined
  try {
    url = new URL(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
    own = prefix === '' ? undefined : new URL(prefix)
  } catch {
    return undefined
  }
  if (own && url.host === own.host && url.pathname.startsWith(own.pathname))
    return ofPath(url.pathname.slice(own.pathname.length), url)
  const host = url.hostname.replace(/^www\./, '')
  if (hosts.has(host)) return ofPath(url.pathname.slice(1), url)
  const sub = /^([a-z]\w+)\.t\.me$/.exec(host)?.[1]
  if (sub && !reserved.has(sub) && username.test(sub)) return ofPath(sub + url.pathname, url)
  return undefined
}

/** routeOf is the place in the app that a target is; undefined for what is done instead of shown. */
export function routeOf(target: Target): Route | undefined {
  switch (target.at) {
    case 'username':
      return { at: 'username', name: target.name, ...some('message', target.message) }
    case 'private':
      return { at: 'private', channel: target.channel, message: target.message }
    case 'invite':
      return { at: 'invite', hash: target.hash }
    case 'user':
      return { at: 'chat', chat: target.id }
    case 'settings':
      return { at: 'settings', page: target.page }
    default:
      return undefined
  }
}

function ofPath(path: string, url: URL): Target | undefined {
  const q = url.searchParams
  const parts = path
    .split('/')
    .filter((p) => p !== '')
    .map(decode)
  const [first = '', second = '', third = '', fourth] = parts
  if (first.startsWith('+')) return ofPlus(first.slice(1), q)
  switch (first.toLowerCase()) {
    case '':
      return undefined
    case 'joinchat':
      return invite(second)
    case 'c':
      return post(
        { at: 'private', channel: number(second) },
        fourth === undefined && third !== '' ? [third] : [fourth ?? '', third],
        q,
      )
    case 's':
      return username.test(second) ? post({ at: 'username', name: second }, [third], q) : { at: 'unknown' }
    case 'addlist':
      return slug(second) ? { at: 'folder', slug: second } : { at: 'unknown' }
    case 'addstickers':
    case 'addemoji':
      return slug(second) ? { at: 'stickers', name: second } : { at: 'unknown' }
    case 'contact':
      return slug(second) ? { at: 'contact', token: second } : { at: 'unknown' }
    case 'setlanguage':
      return slug(second) ? { at: 'language', code: second } : { at: 'unknown' }
    case 'login':
      return /^\d+$/.test(second) ? { at: 'login', code: second } : { at: 'unknown' }
    case 'msg':
    case 'share':
      return share(q)
  }
  if (reserved.has(first.toLowerCase())) return { at: 'unknown' }
  if (!username.test(first)) return undefined
  return post(
    { at: 'username', name: first },
    third !== '' && number(third) !== undefined ? [third, second] : [second],
    q,
  )
}

function ofScheme(rest: string): Target {
  const [path = '', query = ''] = rest.split('?', 2)
  const q = new URLSearchParams(query)
  const get = (name: string) => q.get(name) ?? ''
  switch (path.replace(/\/$/, '').toLowerCase()) {
    case 'resolve':
      if (get('phone') !== '') return ofPlus(get('phone'), q)
      return username.test(get('domain'))
        ? post({ at: 'username', name: get('domain') }, [get('post')], q)
        : { at: 'unknown' }
    case 'privatepost':
      return post({ at: 'private', channel: number(get('channel')) }, [get('post')], q)
    case 'join':
      return invite(get('invite'))
    case 'user':
    case 'openmessage': {
      const id = number(get('id') || get('user_id'))
      return id === undefined ? { at: 'unknown' } : { at: 'user', id }
    }
    case 'msg':
    case 'msg_url':
      return share(q)
    case 'addlist':
      return slug(get('slug')) ? { at: 'folder', slug: get('slug') } : { at: 'unknown' }
    case 'addstickers':
    case 'addemoji':
      return slug(get('set')) ? { at: 'stickers', name: get('set') } : { at: 'unknown' }
    case 'contact':
      return slug(get('token')) ? { at: 'contact', token: get('token') } : { at: 'unknown' }
    case 'setlanguage':
      return slug(get('lang')) ? { at: 'language', code: get('lang') } : { at: 'unknown' }
    case 'login':
      return /^\d+$/.test(get('code')) ? { at: 'login', code: get('code') } : { at: 'unknown' }
  }
  const settings = /^settings(?:\/([\w/-]*))?$/.exec(path)
  return settings ? { at: 'settings', page: settings[1] ?? '' } : { at: 'unknown' }
}

type Place = { at: 'username'; name: string } | { at: 'private'; channel: number | undefined }

/** post adds to a chat what of it is meant: a message, a topic, a comment. */
function post(place: Place, [message, topic]: readonly string[], q: URLSearchParams): Target {
  const more = {
    ...some('message', number(message)),
    ...some('topic', number(topic) ?? number(q.get('topic') ?? q.get('thread') ?? '')),
    ...some('comment', number(q.get('comment') ?? '')),
  }
  if (place.at === 'username')
    return {
      ...place,
      ...more,
      ...some('start', q.get('start') || undefined),
      ...some('text', q.get('text') || undefined),
    }
  const { message: id, ...rest } = more
  return place.channel === undefined || id === undefined
    ? { at: 'unknown' }
    : { at: 'private', channel: place.channel, message: id, ...rest }
}

function some<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const out: { [P in K]?: V } = {}
  if (value !== undefined) out[key] = value
  return out
}

function ofPlus(rest: string, q: URLSearchParams): Target {
  const bare = rest.replace(/[\s+()-]/g, '')
  if (/^\d{5,15}$/.test(bare)) return { at: 'phone', phone: bare, ...some('text', q.get('text') || undefined) }
  return invite(rest)
}

const invite = (hash: string): Target => (slug(hash) ? { at: 'invite', hash } : { at: 'unknown' })

const slug = (s: string): boolean => /^[\w-]{1,64}$/.test(s)

function share(q: URLSearchParams): Target {
  const text = [q.get('url'), q.get('text')].filter((part) => part).join('\n')
  return text === '' ? { at: 'unknown' } : { at: 'share', text }
}

function number(s: string | undefined): number | undefined {
  return s !== undefined && /^\d{1,15}$/.test(s) && Number(s) > 0 ? Number(s) : undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
