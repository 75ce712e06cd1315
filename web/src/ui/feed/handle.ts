import type { Align } from './engine'
import type { Place } from './rows'

export type { Align, Place }

export interface ScrollOptions {
  /** Where it is to be: center unless told. */
  align?: Align
  /** Slide there. Long ways are cut short; none when people want less motion. */
  smooth?: boolean
  /** Light it up for a moment. */
  flash?: boolean
}

/** What can be asked of a Feed or VirtualRows that is on the screen. */
export interface FeedHandle {
  /** Brings a row into sight and keeps it there until somebody scrolls. False: there is no such row. */
  scrollToKey(key: string, o?: ScrollOptions): boolean
  scrollToBottom(o?: { smooth?: boolean }): void
  /** Whether the last row ends in sight: a signal. */
  atBottom(): boolean
  /** The rows of which at least half, or half a screen, is in sight. */
  visibleKeys(): readonly string[]
  /** Gives the focus to the first control of a row, or to what in it has `tabindex`, and brings it into sight. */
  focusKey(key: string): boolean
  /** What the eye is at: to be given as `start` when the list is shown again. */
  place(): Place | undefined
}
