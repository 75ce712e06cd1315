import type { JSX } from 'solid-js'
import { nameOf, useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'

export interface InfoPaneProps {
  chat: PeerId
  /** Which page of it: what the address says after `info=`. */
  page: string
  onClose: () => void
}

export function InfoPane(props: InfoPaneProps): JSX.Element {
  const account = useAccount()
  return <h2>{nameOf(account, props.chat)}</h2>
}
