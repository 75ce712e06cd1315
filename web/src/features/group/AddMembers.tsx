import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Group, PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { PeerPicker } from '../contacts'
import { succeeded } from '../info'
import { MissingDialog } from './MissingDialog'

/** Has people chosen who are to be added to a group or channel. */
export function AddMembers(props: { open: boolean; group: Group; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [missing, setMissing] = createSignal<readonly PeerId[]>([])
  const add = (users: readonly PeerId[]) =>
    succeeded(api.addMembers({ chat: props.group.id, users }).then((left) => setMissing(left)))
  return (
    <>
      <PeerPicker
        open={props.open}
        title={props.group.kind === 'channel' ? t('group.add.subscribers') : t('group.add.members')}
        multiple
        max={100}
        confirm={t('group.add')}
        filter={(peer) => peer.kind === 'user' && !peer.self && !peer.deleted}
        onDone={add}
        onClose={props.onClose}
      />
      <Show when={missing().length > 0}>
        <MissingDialog chat={props.group.id} users={missing()} onClose={() => setMissing([])} />
      </Show>
    </>
  )
}
