import type { MessageKey } from './message'
import type { PeerId } from './peer'

export interface FoundPeers {
  /** Those that one has written with or knows. */
  readonly mine: PeerId[]
  /** Others, who are public. */
  readonly others: PeerId[]
}

/** Which messages of all chats are looked for. */
export interface MessageQuery {
  query: string
  /** In chats with people, in groups, in channels; or those with links, wherever. */
  kind: 'all' | 'people' | 'groups' | 'channels' | 'links'
  from?: PeerId
  /** Seconds since 1970. */
  since?: number
  /** The end of the page before. */
  after?: MessagePlace
}

/** How far a search has come. */
export interface MessagePlace {
  readonly rate: number
  readonly chat: PeerId
  readonly id: number
}

export interface FoundMessages {
  /** Newest first; the messages are in the tables. */
  readonly keys: MessageKey[]
  /** How many there are in all, as far as the server counts. */
  readonly count: number
  /** Where the next page begins; absent: this was the last. */
  readonly next?: MessagePlace
}

export interface SearchApi {
  /** People, groups and channels by name and username; they are in the tables. */
  searchPeers(args: { query: string; limit: number }): Promise<FoundPeers>
  searchMessages(args: MessageQuery): Promise<FoundMessages>
}
