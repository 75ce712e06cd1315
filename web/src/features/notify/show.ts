export interface Notice {
  readonly title: string
  readonly body: string
  readonly slot: number
  readonly chat: number
  /** Where a press leads. */
  readonly route: string
  /** What a press does where no service worker hears it. */
  readonly open: () => void
}

const tagOf = (slot: number, chat: number): string => `${slot}/${chat}`

const plain = new Map<string, Notification>()

const registration = () => navigator.serviceWorker?.getRegistration()

/** showNotice shows a notification; a later one of the same chat replaces it. */
export async function showNotice(notice: Notice): Promise<void> {
  const tag = tagOf(notice.slot, notice.chat)
  const { body, route, slot } = notice
  const options = { body, tag, icon: '/icon-192.png', silent: true, renotify: true, data: { route, slot } }
  const worker = await registration()
  if (worker?.active) {
    await worker.showNotification(notice.title, options)
    return
  }
  const shown = new Notification(notice.title, options)
  plain.set(tag, shown)
  shown.onclose = () => plain.delete(tag)
  shown.onclick = () => {
    window.focus()
    shown.close()
    notice.open()
  }
}

/** hideNotice removes the one of a chat: it was read. */
export async function hideNotice(slot: number, chat: number): Promise<void> {
  const tag = tagOf(slot, chat)
  plain.get(tag)?.close()
  const shown = await (await registration())?.getNotifications({ tag })
  for (const one of shown ?? []) one.close()
}
