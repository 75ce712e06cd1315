import { createSignal } from 'solid-js'
import type { PeerId } from '../../api/peer'

/** What an element needs to be dragged, and dropped on. */
export interface DragHandlers {
  onDragStart: (e: DragEvent) => void
  onDragOver: (e: DragEvent) => void
  onDrop: (e: DragEvent) => void
  onDragEnd: () => void
}

/** createDrag lets pinned chats be dragged to each other's places; the menu does the same by keyboard. */
export function createDrag(onDrop: (chat: PeerId, to: PeerId) => void) {
  const [dragged, setDragged] = createSignal<PeerId>()
  const [over, setOver] = createSignal<PeerId>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    /** The pinned chat in whose place the dragged one would come. */
    over,
    /** The handlers of a row. */
    row: (chat: PeerId): DragHandlers => ({
      onDragStart: (e: DragEvent) => {
        setDragged(chat)
        e.dataTransfer?.setData('text/plain', '')
        if (e.dataTransfer) e.dataTransfer.effectAllowed = 'move'
      },
      onDragOver: (e: DragEvent) => {
        if (dragged() === undefined) return
        e.preventDefault()
        setOver(dragged() === chat ? undefined : chat)
      },
      onDrop: (e: DragEvent) => {
        const moved = dragged()
        if (moved === undefined) return
        e.preventDefault()
        end()
        if (moved !== chat) onDrop(moved, chat)
      },
      onDragEnd: end,
    }),
  }
}
