export interface CacheUse {
  /** Bytes, roughly. */
  readonly list: number
  readonly history: number
  readonly outbox: number
}

/** What the page keeps of an account in this browser, and the protocol. */
export interface SettingsApi {
  cacheUse(args: Record<never, never>): Promise<CacheUse>
  /** Removes histories that were kept; what waits to be sent stays. */
  clearCache(args: Record<never, never>): Promise<void>
}
