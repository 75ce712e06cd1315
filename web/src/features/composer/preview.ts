import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { WebPreview } from '../../api/message'
import type { Composing } from './state'

/** How long after the last key a page is asked for, in milliseconds. */
const pause = 500

/** The first address in a text. */
const addressIn = (composing: Composing): string | undefined => {
  const { content } = composing.doc()
  const linked = content.entities.find((e) => e.kind === 'link')
  return (
    /https?:\/\/[^\s<>"]+\.[^\s<>"]{2,}/i.exec(content.text)?.[0] ?? (linked?.kind === 'link' ? linked.url : undefined)
  )
}

export interface LinkPreview {
  readonly page: Accessor<WebPreview | undefined>
  /** The reader does not want one with this address. */
  readonly refused: Accessor<boolean>
  readonly refuse: () => void
}

/** The page that a message with this text will show. */
export function previewIn(composing: Composing): LinkPreview {
  const [page, setPage] = createSignal<WebPreview>()
  const [refused, setRefused] = createSignal<string>()
  const address = () => addressIn(composing)
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(address, (url) => {
      clearTimeout(timer)
      setPage(undefined)
      if (url === undefined) {
        setRefused(undefined)
        return
      }
      timer = setTimeout(() => {
        composing.account.api
          .previewOf({ text: url })
          .then((found) => address() === url && setPage(found))
          .catch(() => undefined) // it is a look ahead, the message goes without
      }, pause)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  const isRefused = () => refused() !== undefined && refused() === address()
  return {
    page: () => (isRefused() ? undefined : page()),
    refused: isRefused,
    refuse: () => setRefused(address()),
  }
}
