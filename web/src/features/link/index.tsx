export { Resolver } from './Resolver'

import type { JSX } from 'solid-js'
import { type Account, useAccount } from '../../api/account'
import { parseLink } from '../../lib/links'
import { formatRoute } from '../../lib/route'
import { routeOf } from './state'

/** linkHref is where in the app a link leads, or undefined when it leads out of it. */
export function linkHref(account: Account, url: string): string | undefined {
  const target = parseLink(url, account.server()?.links)
  const route = target && routeOf(target)
  return route && formatRoute(route)
}

/** openLink goes where a link leads: inside the app, or to a new tab. Only what `safeLink` of lib/entities let through may come here. */
export function openLink(account: Account, url: string): void {
  const inside = linkHref(account, url)
  if (inside !== undefined) location.hash = inside
  else window.open(url, '_blank', 'noopener,noreferrer')
}

export interface AppLinkProps {
  /** What the link says; only addresses that `safeLink` of lib/entities let through. */
  url: string
  class?: string | undefined
  title?: string
  children: JSX.Element
}

/** AppLink is a link in a text: those of the messenger, and of this server, open in the app. */
export function AppLink(props: AppLinkProps): JSX.Element {
  const account = useAccount()
  const inside = () => linkHref(account, props.url)
  return (
    <a
      href={inside() ?? props.url}
      class={props.class}
      title={props.title}
      target={inside() === undefined ? '_blank' : undefined}
      rel={inside() === undefined ? 'noopener noreferrer nofollow' : undefined}
    >
      {props.children}
    </a>
  )
}
