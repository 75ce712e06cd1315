/** What orders a list of chats. */
export interface Placed {
  /** Place among the pinned ones, from 1; 0: not pinned. */
  readonly pinned: number
  /** Seconds since 1970 of what happened last. */
  readonly date: number
}

/** byPlace compares chats as lists show them: the pinned ones in their order, then the newest first. */
export function byPlace(a: Placed, b: Placed): number {
  if (a.pinned > 0 && b.pinned > 0) return a.pinned - b.pinned
  if (a.pinned > 0) return -1
  if (b.pinned > 0) return 1
  return b.date - a.date
}
