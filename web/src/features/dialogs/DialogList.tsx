import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { PeerId } from '../../api/peer'
import { ArchiveList } from './ArchiveList'
import { MainList } from './MainList'

export interface DialogListProps {
  /** The chat that is open. */
  chat?: PeerId | undefined
  /** The archive instead of the main list. */
  archived?: boolean
  /** What stands before the search, of the main list. */
  menu?: JSX.Element
}

/** DialogList is the list of chats with all that belongs to it, a landmark of its own. */
export function DialogList(props: DialogListProps): JSX.Element {
  return (
    <Show when={props.archived} fallback={<MainList chat={props.chat} menu={props.menu} />}>
      <ArchiveList chat={props.chat} />
    </Show>
  )
}
