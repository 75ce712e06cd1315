import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { useInfo } from '../info'
import { AdminsPage } from './AdminsPage'
import { MembersPage } from './MembersPage'

/** The pages of the info pane about members and the settings of a chat. */
export function GroupPages(): JSX.Element {
  const { tables } = useAccount()
  const info = useInfo()
  const group = () => {
    const peer = tables.peers[info.chat]
    return peer?.kind === 'user' ? undefined : peer
  }
  return (
    <Show when={group()}>
      {(known) => (
        <Switch fallback={<MembersPage group={known()} />}>
          <Match when={info.page === 'admins'}>
            <AdminsPage group={known()} />
          </Match>
        </Switch>
      )}
    </Show>
  )
}
