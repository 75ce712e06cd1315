import { lazy } from 'solid-js'

/** Parts of the page that its first sight, the list of chats, goes without. */
export const ChatPane = lazy(async () => ({ default: (await import('../features/chat')).ChatPane }))
export const InfoPane = lazy(() => import('../features/info/lazy'))
export const Login = lazy(async () => ({ default: (await import('../features/auth')).Login }))
export const TopicList = lazy(async () => ({ default: (await import('../features/topics')).TopicList }))
export const ContactsPage = lazy(async () => ({ default: (await import('../features/people')).ContactsPage }))
export const Resolver = lazy(async () => ({ default: (await import('../features/link')).Resolver }))
