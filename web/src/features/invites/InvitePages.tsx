import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { useInfo } from '../info'
import { InvitePage } from './InvitePage'
import { InvitesPage } from './InvitesPage'
import { RequestsPage } from './RequestsPage'

/** The pages of the info pane about the ways into a chat. */
export function InvitePages(): JSX.Element {
  const { tables } = useAccount()
  const info = useInfo()
  const group = () => {
    const peer = tables.peers[info.chat]
    return peer?.kind === 'user' ? undefined : peer
  }
  return (
    <Show when={group()}>
      {(known) => (
        <Switch fallback={<InvitesPage group={known()} />}>
          <Match when={info.page === 'requests'}>
            <RequestsPage group={known()} />
          </Match>
          <Match when={info.page === 'link' && info.of !== ''}>
            <InvitePage group={known()} hash={info.of} />
          </Match>
        </Switch>
      )}
    </Show>
  )
}
