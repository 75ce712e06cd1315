import type { Target } from '../../lib/links'
import type { Route } from '../../lib/route'

/** routeOf is where in the app a link leads; undefined: nowhere here, so that it is a link like any other. */
export function routeOf(target: Target): Route | undefined {
  switch (target.at) {
    case 'username':
    case 'private':
    case 'invite':
    case 'phone':
    case 'share':
      return target
    case 'user':
      return { at: 'chat', chat: target.id }
    case 'settings':
      return { at: 'settings', page: settingsPages[target.page] ?? '' }
    case 'language':
      return { at: 'settings', page: 'language' }
    case 'contact':
    case 'folder':
    case 'login':
    case 'stickers':
    case 'unknown':
      return undefined
  }
}

/** Names of settings pages in tg:// links, and ours. */
const settingsPages: Readonly<Record<string, string>> = {
  devices: 'devices',
  folders: 'folders',
  language: 'language',
  privacy: 'privacy',
  themes: 'appearance',
  theme: 'appearance',
  notifications: 'notifications',
  edit_profile: 'profile',
}

/** An address that is to be resolved before there is something to show. */
export type LinkRoute = Extract<Route, { at: 'username' | 'private' | 'invite' | 'phone' | 'share' }>

export const isLink = (route: Route): route is LinkRoute =>
  route.at === 'username' ||
  route.at === 'private' ||
  route.at === 'invite' ||
  route.at === 'phone' ||
  route.at === 'share'

/** placeIn is what of a chat a link means: a message, a topic, or a comment, which is in the thread of its post. */
export function placeIn(chat: number, link: LinkRoute): Route {
  if (link.at !== 'username' && link.at !== 'private') return { at: 'chat', chat }
  const { message, comment, topic } = link
  if (comment !== undefined && message !== undefined) return { at: 'chat', chat, topic: message, message: comment }
  return {
    at: 'chat',
    chat,
    ...(message === undefined ? {} : { message }),
    ...(topic === undefined ? {} : { topic }),
  }
}
