import { createSignal } from 'solid-js'

type Permission = NotificationPermission | 'none'

const read = (): Permission => (typeof Notification === 'undefined' ? 'none' : Notification.permission)

const [allowed, setAllowed] = createSignal<Permission>(read())

/** noticesAllowed is whether the browser lets the page notify; "none": it cannot. A signal. */
export const noticesAllowed = allowed

/** allowNotices asks the person, if they were not asked; true: they allow it. Call it after a press. */
export async function allowNotices(): Promise<boolean> {
  if (read() === 'default') await Notification.requestPermission()
  setAllowed(read())
  return read() === 'granted'
}
