import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { NewMedia } from '../../api/media'
import { t } from '../../lang/lang'
import { PeerPicker } from '../contacts'

export interface ContactDialogProps {
  onSend: (contact: NewMedia) => void
  onClose: () => void
}

/** ContactDialog sends the card of somebody whose number one knows. */
export function ContactDialog(props: ContactDialogProps): JSX.Element {
  const { tables } = useAccount()
  return (
    <PeerPicker
      open
      title={t('attach.contact')}
      filter={(peer) => peer.kind === 'user' && peer.phone !== undefined && !peer.deleted}
      about={(peer) => (peer.kind === 'user' && peer.phone !== undefined ? `+${peer.phone}` : undefined)}
      onDone={([id]) => {
        const peer = id === undefined ? undefined : tables.peers[id]
        if (peer?.kind !== 'user' || peer.phone === undefined) return
        const { firstName, lastName, phone } = peer
        props.onSend({ kind: 'contact', phone, firstName, lastName, user: peer.id })
      }}
      onClose={props.onClose}
    />
  )
}
