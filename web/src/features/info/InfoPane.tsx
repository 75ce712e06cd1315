import { type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Skeleton } from '../../ui/Skeleton'
import { CommonPage } from './CommonPage'
import { InfoContext } from './context'
import { Profile } from './Profile'

const GroupPages = lazy(() => import('../group/lazy'))
const InvitePages = lazy(() => import('../invites/lazy'))

export interface InfoPaneProps {
  chat: PeerId
  /** Which page of it: what the address says after `info=`. */
  page: string
  onClose: () => void
}

const invitePages = new Set(['links', 'link', 'requests'])

/** What is known of a chat, beside it: a profile, and pages for who manages it. */
export function InfoPane(props: InfoPaneProps): JSX.Element {
  const account = useAccount()
  const page = () => props.page.split('/')[0] ?? ''
  const place = {
    get chat() {
      return props.chat
    },
    get page() {
      return page()
    },
    get of() {
      return props.page.slice(page().length + 1)
    },
    close: () => props.onClose(),
  }
  const peer = () => account.tables.peers[props.chat]
  /** Somebody who was removed has nothing to manage. */
  const isGone = () => {
    const now = peer()
    return now !== undefined && now.kind !== 'user' && now.forbidden
  }
  return (
    <InfoContext.Provider value={place}>
      <Show when={`${props.chat} ${page()}`} keyed>
        <Suspense fallback={<Skeleton label={t('info.loading')} />}>
          <Switch fallback={<Profile />}>
            <Match when={isGone()}>
              <Profile />
            </Match>
            <Match when={page() === 'common'}>
              <CommonPage />
            </Match>
            <Match when={invitePages.has(page()) && peer()?.kind !== 'user'}>
              <InvitePages />
            </Match>
            <Match when={page() !== '' && peer() && peer()?.kind !== 'user'}>
              <GroupPages />
            </Match>
          </Switch>
        </Suspense>
      </Show>
    </InfoContext.Provider>
  )
}
