import { createEffect, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import { Skeleton } from '../../ui/Skeleton'
import { useInfo } from './context'
import { GroupInfo } from './GroupInfo'
import { InfoPage } from './Page'
import { ProfileHead } from './ProfileHead'
import { ProfileMenu } from './ProfileMenu'
import { UserInfo } from './UserInfo'

/** The first page of the info pane: who or what a chat is. */
export function Profile(): JSX.Element {
  const { tables, api } = useAccount()
  const info = useInfo()
  const { full, error, reload } = useFull(() => info.chat)
  const peer = () => tables.peers[info.chat]
  const user = () => {
    const now = peer()
    return now?.kind === 'user' ? now : undefined
  }
  const group = () => {
    const now = peer()
    return now && now.kind !== 'user' ? now : undefined
  }
  const title = () => {
    const now = peer()
    if (now?.kind === 'user') return now.self ? t('info.title.saved') : t('info.title.user')
    return now?.kind === 'channel' ? t('info.title.channel') : t('info.title.group')
  }
  createEffect(() => {
    if (!peer()) void api.loadPeer({ chat: info.chat }).catch(() => undefined)
  })
  return (
    <InfoPage title={title()} actions={<ProfileMenu peer={peer()} full={full()} />}>
      <Show when={peer()}>{(known) => <ProfileHead peer={known()} full={full()} />}</Show>
      <Switch fallback={<Skeleton label={t('info.loading')} kind="text" count={5} />}>
        <Match when={group()?.forbidden}>
          <Empty icon="lock" text={t('info.gone')} />
        </Match>
        <Match when={error() && !full()}>
          <Failure title={t('info.failed')} text={errorText(error())} onRetry={reload} />
        </Match>
        <Match when={full()?.kind === 'user' && user()}>{(known) => <UserInfo user={known()} full={full()} />}</Match>
        <Match when={full()?.kind === 'group' && group()}>
          {(known) => <GroupInfo group={known()} full={full()} />}
        </Match>
      </Switch>
    </InfoPage>
  )
}
