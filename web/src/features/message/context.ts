import { createContext, useContext } from 'solid-js'
import type { Message } from '../../api/message'
import type { PeerId } from '../../api/peer'
import type { Anchor } from '../../ui/place'

/** What the feed around a message does for it. */
export interface FeedView {
  readonly chat: PeerId
  readonly topic: number | undefined
  /** Authors are named: it is a group. */
  readonly named: boolean
  /** Posts of a channel stand all on one side, whoever wrote them. */
  readonly posts: boolean
  /** The newest message that others have read. */
  readOut(): number
  /** Goes to a message of this chat or another one. */
  jump(chat: PeerId, id: number): void
  openMenu(message: Message, at: Anchor): void
  /** Messages are being chosen: a press chooses instead of opening. */
  selecting(): boolean
  selected(id: number): boolean
  /** Chooses a message or not; `range`: with all from the last one on. */
  toggle(id: number, range: boolean): void
  /** The one that the keyboard comes to. */
  current(): string | undefined
  react(message: Message, emoji: string): void
  showReactions(message: Message): void
  showVoters(message: Message): void
  searchTag(tag: string): void
}

export const FeedContext = createContext<FeedView>()

/** The feed that this message is in. */
export function useFeed(): FeedView {
  const view = useContext(FeedContext)
  if (!view) throw new Error('there is no feed around this message')
  return view
}
