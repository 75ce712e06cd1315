import { type JSX, Show } from 'solid-js'
import type { Peer } from '../../api/peer'
import { Icon } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { aboutOf } from './names'
import { PeerAvatar } from './PeerAvatar'
import { PeerName } from './PeerName'
import styles from './PeerPicker.module.css'

export interface PickerRowProps {
  peer: Peer | undefined
  query: string
  person: boolean
  /** Of a box to tick: its state. */
  checked?: boolean
  disabled: boolean
  about: ((peer: Peer) => string | undefined) | undefined
  onChoose: () => void
}

/** PickerRow is somebody who can be chosen. */
export function PickerRow(props: PickerRowProps): JSX.Element {
  const boxed = () => props.checked !== undefined
  const about = () => (props.peer && props.about?.(props.peer)) ?? aboutOf(props.peer)
  return (
    <ListRow
      role={boxed() ? 'checkbox' : undefined}
      aria-checked={props.checked}
      disabled={props.disabled}
      onClick={() => props.onChoose()}
      leading={<PeerAvatar peer={props.peer} size={44} person={props.person} />}
      title={<PeerName peer={props.peer} query={props.query} person={props.person} />}
      subtitle={about()}
      trailing={
        <Show when={boxed()}>
          <span class={styles.box} data-checked={props.checked ? '' : undefined}>
            <Show when={props.checked}>
              <Icon name="check" size={16} />
            </Show>
          </span>
        </Show>
      }
    />
  )
}
