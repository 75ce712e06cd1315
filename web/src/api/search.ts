import type { PeerId } from './peer'

export interface FoundPeers {
  /** Those that one has written with or knows. */
  readonly mine: PeerId[]
  /** Others, who are public. */
  readonly others: PeerId[]
}

export interface SearchApi {
  /** People, groups and channels by name and username; they are in the tables. */
  searchPeers(args: { query: string; limit: number }): Promise<FoundPeers>
}
