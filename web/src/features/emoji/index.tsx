import { lazy, Suspense } from 'solid-js'
import { Late } from '../../ui/Late'
import { Spinner } from '../../ui/Spinner'
import type { EmojiPickerProps } from './EmojiPicker'

export type { EmojiPickerProps } from './EmojiPicker'
export { forgetEmoji, recent as recentEmoji, use as useEmoji } from './recent'
export { type Suggestion, suggest } from './suggest'

const Picker = lazy(() => import('./EmojiPicker').then((module) => ({ default: module.EmojiPicker })))

/**
 * EmojiPicker is all emoji, by kind, searched by words, fetched when it is first
 * opened. It fills the box that it is put in.
 */
export function EmojiPicker(props: EmojiPickerProps) {
  return (
    <Suspense
      fallback={
        <Late>
          <Spinner />
        </Late>
      }
    >
      <Picker {...props} />
    </Suspense>
  )
}
