import { createEffect, on, onCleanup } from 'solid-js'
import type { Composing } from './state'

/** How often others are told anew that somebody types, in milliseconds. */
const every = 5000

/** Tells the other side while the reader types, and when they gave up. */
export function tellTyping(composing: Composing): void {
  const { account, chat, topic } = composing
  const me = () => account.me()?.id === chat
  let last = 0
  const tell = (typing: boolean) => {
    last = typing ? Date.now() : 0
    if (me() || account.connection() !== 'connected') return
    const where = { chat, ...(topic === undefined ? {} : { topic }) }
    void account.api.setTyping({ ...where, typing }).catch(() => undefined)
  }
  createEffect(
    on(
      () => composing.doc().content,
      (content, before) => {
        if (composing.editing() || content === before) return
        if (content.text === '') {
          // The message itself says that it is typed.
          if (last > 0 && (before?.text.length ?? 0) <= 1) tell(false)
          last = 0
        } else if (content.text !== before?.text && Date.now() - last > every) tell(true)
      },
      { defer: true },
    ),
  )
  onCleanup(() => {
    if (Date.now() - last < every) tell(false)
  })
}
