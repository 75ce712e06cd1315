import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'

export interface PeerNameProps {
  id: PeerId
  /** In the colour of the peer. */
  colored?: boolean
  class?: string | undefined
}

/** PeerName is somebody's name, which leads to the chat with them. */
export function PeerName(props: PeerNameProps): JSX.Element {
  const { tables } = useAccount()
  const peer = () => tables.peers[props.id]
  return (
    <a
      href={chatLink(props.id)}
      class={props.class}
      style={props.colored ? { color: `var(--peer-${(peer()?.color ?? 0) % 7})` } : undefined}
    >
      <bdi>{peer()?.name || t('service.nobody')}</bdi>
    </a>
  )
}
