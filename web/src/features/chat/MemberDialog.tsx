import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Dialog } from '../../ui/Dialog'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import { ListRow } from '../../ui/ListRow'
import { SearchField } from '../../ui/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { aboutOf, PeerAvatar } from '../contacts'

export interface MemberDialogProps {
  open: boolean
  chat: PeerId
  onPick: (who: PeerId) => void
  onClose: () => void
}

/** MemberDialog chooses somebody of a group. */
export function MemberDialog(props: MemberDialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Members {...props} />
    </Show>
  )
}

function Members(props: MemberDialogProps): JSX.Element {
  const { api, tables } = useAccount()
  const [query, setQuery] = createSignal('')
  const [found, { refetch }] = createResource(
    () => ({ query: query().trim() }),
    (asked) => api.members({ chat: props.chat, filter: 'recent', query: asked.query, offset: 0, limit: 100 }),
  )
  const members = () => (found.state === 'ready' || found.state === 'refreshing' ? found.latest?.members : undefined)
  return (
    <Dialog open title={t('chat.search.from')} size="s" flush onClose={props.onClose}>
      <SearchField label={t('chat.search.member')} value={query()} onInput={setQuery} autofocus />
      <Switch fallback={<Skeleton label={t('feed.loading')} />}>
        <Match when={found.error}>
          <Failure title={t('feed.people.failed')} text={errorText(found.error)} onRetry={() => refetch()} />
        </Match>
        <Match when={members()?.length === 0}>
          <Empty icon="users" text={t('chat.search.nobody')} />
        </Match>
        <Match when={members()}>
          {(all) => (
            <For each={all()}>
              {(member) => (
                <ListRow
                  leading={<PeerAvatar peer={tables.peers[member.who]} size={40} person />}
                  title={tables.peers[member.who]?.name}
                  subtitle={aboutOf(tables.peers[member.who])}
                  onClick={() => {
                    props.onClose()
                    props.onPick(member.who)
                  }}
                />
              )}
            </For>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}
