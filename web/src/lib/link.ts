/** A link that may be followed. */
export interface SafeLink {
  /** To be put in href. */
  readonly href: string
  /** What it leads to, as browsers see it: "xn--…" for letters that are not ASCII. Empty for mail, phones and tg:. */
  readonly host: string
}

const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:', 'tg:'])

/**
 * safeLink is where an address in a message leads, or undefined when it must not
 * be a link at all: a scheme that runs something, or no address. Those without
 * a scheme are of the web.
 */
export function safeLink(address: string): SafeLink | undefined {
  const trimmed = address.trim()
  const full = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed) ? trimmed : `http://${trimmed}`
  let url: URL
  try {
    url = new URL(full)
  } catch {
    return undefined
  }
  if (!allowed.has(url.protocol)) return undefined
  const web = url.protocol === 'http:' || url.protocol === 'https:'
  if (web && url.hostname === '') return undefined
  return { href: url.href, host: web ? url.hostname : '' }
}

/** mailLink and phoneLink are the links of entities of their kind. */
export const mailLink = (address: string): string => `mailto:${encodeURI(address)}`
export const phoneLink = (phone: string): string => `tel:${phone.replace(/[^+\d*#]/g, '')}`

/**
 * asksFirst says whether a person is to be shown the address before it is
 * opened: the text does not say where it goes, the name has letters that look
 * like others, or a name and password are hidden before the host.
 */
export function asksFirst(text: string, address: string): boolean {
  const to = safeLink(address)
  if (!to) return true
  if (to.host === '') return false
  const url = new URL(to.href)
  if (url.username !== '' || url.password !== '') return true
  if (to.host.split('.').some((label) => label.startsWith('xn--'))) return true
  const said = safeLink(text)
  return said?.host !== to.host
}

/** shownLink is an address as a person is to judge it: the true host, the rest readable. */
export function shownLink(address: string): string {
  const to = safeLink(address)
  if (!to) return address
  if (to.host === '') return to.href
  const url = new URL(to.href)
  return `${url.protocol}//${url.host}${readable(url.pathname + url.search + url.hash)}`.replace(/\/$/, '')
}

/** readable undoes percent signs where no character comes out that hides or turns something. */
function readable(path: string): string {
  try {
    const text = decodeURI(path)
    return /[\s\p{Cc}\p{Cf}]/u.test(text) ? path : text
  } catch {
    return path
  }
}
