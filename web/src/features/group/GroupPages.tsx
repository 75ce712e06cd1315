import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { useInfo } from '../info'
import { AdminsPage } from './AdminsPage'
import { BannedPage } from './BannedPage'
import { DiscussionPage } from './DiscussionPage'
import { EditPage } from './EditPage'
import { LogPage } from './LogPage'
import { MembersPage } from './MembersPage'
import { PermissionsPage } from './PermissionsPage'
import { ReactionsPage } from './ReactionsPage'
import { TypePage } from './TypePage'

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
          <Match when={info.page === 'edit'}>
            <EditPage group={known()} />
          </Match>
          <Match when={info.page === 'type'}>
            <TypePage group={known()} />
          </Match>
          <Match when={info.page === 'permissions'}>
            <PermissionsPage group={known()} />
          </Match>
          <Match when={info.page === 'restricted'}>
            <BannedPage group={known()} kind="restricted" />
          </Match>
          <Match when={info.page === 'removed'}>
            <BannedPage group={known()} kind="removed" />
          </Match>
          <Match when={info.page === 'reactions'}>
            <ReactionsPage group={known()} />
          </Match>
          <Match when={info.page === 'discussion'}>
            <DiscussionPage group={known()} />
          </Match>
          <Match when={info.page === 'admins'}>
            <AdminsPage group={known()} />
          </Match>
          <Match when={info.page === 'log'}>
            <LogPage group={known()} />
          </Match>
        </Switch>
      )}
    </Show>
  )
}
