import { createContext, useContext } from 'solid-js'
import type { PeerId } from '../../api/peer'
import { formatRoute, parseRoute } from '../../lib/route'

/** Where in the info pane one is. */
export interface InfoPlace {
  readonly chat: PeerId
  /** Name of the page, and what it is of. */
  readonly page: string
  readonly of: string
  readonly close: () => void
}

export const InfoContext = createContext<InfoPlace>()

/** The page of the info pane around this component. */
export function useInfo(): InfoPlace {
  const place = useContext(InfoContext)
  if (!place) throw new Error('there is no info pane around this component')
  return place
}

/** The address of a page of the info pane, beside the chat as it is now. */
export function infoHref(chat: PeerId, page: string): string {
  const now = parseRoute(location.hash)
  return now.at === 'chat' && now.chat === chat
    ? formatRoute({ ...now, info: page })
    : formatRoute({ at: 'chat', chat, info: page })
}

export function goInfo(chat: PeerId, page: string): void {
  location.hash = infoHref(chat, page)
}
