import type { PlainKind } from '../../lib/entities'
import { mark } from './editing'
import type { Composing } from './state'

const plain: Readonly<Record<string, PlainKind>> = { KeyB: 'bold', KeyI: 'italic', KeyU: 'underline' }
const shifted: Readonly<Record<string, PlainKind>> = { KeyX: 'strike', KeyM: 'code', KeyP: 'spoiler' }

/** Does what a key of an editor of rich text does; false: it is none. */
export function formatKey(e: KeyboardEvent, composing: Composing): boolean {
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
  const kind = e.shiftKey ? shifted[e.code] : plain[e.code]
  if (!kind) return false
  composing.change(mark(composing.doc(), { kind }), '')
  return true
}
