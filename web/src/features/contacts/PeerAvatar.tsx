import type { JSX } from 'solid-js'
import type { Peer } from '../../api/peer'
import { Avatar } from '../../ui/Avatar'
import { isOnline, titleOf } from './names'

export interface PeerAvatarProps {
  peer: Peer | undefined
  size?: number
  /** Oneself is meant as a person, not as one's own cloud. */
  person?: boolean
  /** The dot of who is here is not wanted. */
  still?: boolean
}

/** PeerAvatar is the picture of a person, group or channel. */
export function PeerAvatar(props: PeerAvatarProps): JSX.Element {
  const kind = () => {
    const peer = props.peer
    if (peer?.kind !== 'user') return 'peer'
    return peer.deleted ? 'deleted' : peer.self && !props.person ? 'saved' : 'peer'
  }
  return (
    <Avatar
      name={props.person ? (props.peer?.name ?? '') : titleOf(props.peer)}
      color={props.peer?.color ?? 0}
      size={props.size ?? 48}
      kind={kind()}
      online={!props.still && isOnline(props.peer)}
    />
  )
}
