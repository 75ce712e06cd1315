import type { PlainKind } from '../../lib/entities'
import { mark } from './editing'
import { lastOwn } from './lastOwn'
import { sendsByEnter } from './sendKey'
import type { Composing } from './state'
import type { Suggestions } from './suggest'

const plain: Readonly<Record<string, PlainKind>> = { KeyB: 'bold', KeyI: 'italic', KeyU: 'underline' }
const shifted: Readonly<Record<string, PlainKind>> = { KeyX: 'strike', KeyM: 'code', KeyP: 'spoiler' }

/** What keys do that concerns more than the text. */
export interface BoxActions {
  readonly suggestions: Suggestions
  readonly send: () => void
  /** Opens the dialog with an address. */
  readonly link: () => void
}

/** What each key does in the box; the answer of it is whether it did something. */
export function boxKeys(composing: Composing, actions: BoxActions): (e: KeyboardEvent) => boolean {
  return (e) => {
    if (actions.suggestions.key(e)) {
      e.stopPropagation()
      return true
    }
    if (e.key === 'Enter') return enter(e, actions)
    if (e.key === 'Escape') return leave(e, composing)
    if (e.key === 'ArrowUp') return editLast(e, composing)
    return commandKey(e, composing, actions)
  }
}

function enter(e: KeyboardEvent, { send }: BoxActions): boolean {
  if (e.shiftKey || e.altKey) return false
  if (!sendsByEnter() && !e.ctrlKey && !e.metaKey) return false
  send()
  return true
}

function leave(e: KeyboardEvent, composing: Composing): boolean {
  if (composing.editing()) composing.stopEdit()
  else if (composing.answer()) composing.stopAnswer()
  else return false
  e.stopPropagation() // the chat stays open
  return true
}

/** In an empty box the upward arrow goes on with what one wrote last. */
function editLast(e: KeyboardEvent, composing: Composing): boolean {
  if (e.shiftKey || e.ctrlKey || e.metaKey || e.altKey) return false
  if (composing.doc().content.text !== '' || composing.editing() || composing.answer()) return false
  const message = lastOwn(composing.account, composing.chat, composing.topic)
  if (!message) return false
  composing.edit(message)
  return true
}

/** Keys of an editor of rich text. */
function commandKey(e: KeyboardEvent, composing: Composing, { link }: BoxActions): boolean {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return false
  if (e.code === 'KeyZ') {
    if (e.shiftKey) composing.redo()
    else composing.undo()
    return true
  }
  if (e.code === 'KeyY' && !e.shiftKey) {
    composing.redo()
    return true
  }
  const selected = composing.doc().from !== composing.doc().to
  if (e.code === 'KeyK' && (e.shiftKey || selected)) {
    e.stopPropagation()
    if (selected) link()
    return true
  }
  const kind = e.shiftKey ? shifted[e.code] : plain[e.code]
  if (!kind) return false
  composing.change(mark(composing.doc(), { kind }), '')
  return true
}
