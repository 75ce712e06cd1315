import { createSignal, type JSX, Show, Suspense } from 'solid-js'
import { useAccount } from '../../api/account'
import { forEver } from '../../api/dialogs'
import { errorText } from '../../lang/errors'
import { now } from '../../lang/format'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import { toast } from '../../ui/Toast'
import { type Ending, EndingQuestion, endingsOf } from '../dialogs'
import type { FeedControl } from '../feed'
import { goInfo, ReportPeer } from '../info'
import { DateDialog } from './lazy'

/** HeaderMenu is what can be done with the chat that is open. */
export function HeaderMenu(props: { feed: FeedControl; onSearch: () => void }): JSX.Element {
  const { api, tables, me } = useAccount()
  const { chat, topic } = props.feed.where
  const [dating, setDating] = createSignal(false)
  const [reporting, setReporting] = createSignal(false)
  const [asking, setAsking] = createSignal<Ending>()
  const peer = () => tables.peers[chat]
  const self = () => chat === me()?.id
  const muted = () => (tables.dialogs[chat]?.mutedUntil ?? 0) > now()
  const mute = async () => {
    try {
      await api.mutePeer({ chat, until: muted() ? 0 : forEver })
    } catch (error) {
      toast(errorText(error))
    }
  }
  const ends = () => {
    const now = peer()
    return now && endingsOf(now)
  }
  const ending = () => {
    if (ends()?.end !== 'leave') return t('dialogs.menu.delete')
    return peer()?.kind === 'channel' ? t('dialogs.menu.leaveChannel') : t('dialogs.menu.leaveGroup')
  }
  const some = (is: boolean, item: Exclude<MenuItem, 'line'>): MenuItem[] => (is ? [item] : [])
  const items = (): MenuItem[] => [
    { label: t('chat.menu.info'), icon: 'info', onSelect: () => goInfo(chat, '') },
    { label: t('chat.search'), icon: 'search', onSelect: () => props.onSearch() },
    { label: t('chat.menu.date'), icon: 'calendar', onSelect: () => setDating(true) },
    ...some(topic === undefined && !self(), {
      label: muted() ? t('chat.menu.unmute') : t('chat.menu.mute'),
      icon: muted() ? 'bell' : 'mute',
      onSelect: () => void mute(),
    }),
    ...some(props.feed.rows().ids.length > 0, {
      label: t('chat.menu.select'),
      icon: 'select',
      onSelect: () => {
        const last = props.feed.rows().ids.at(-1)
        if (last !== undefined) props.feed.selection.toggle(last, false)
      },
    }),
    ...some(topic === undefined, {
      label: t('chat.menu.scheduled'),
      icon: 'scheduled',
      onSelect: () => {
        location.hash = formatRoute({ at: 'chat', chat, scheduled: true })
      },
    }),
    ...some(topic === undefined && !self(), {
      label: t('feed.act.report'),
      icon: 'flag',
      onSelect: () => setReporting(true),
    }),
    ...(topic === undefined && ends() ? ['line' as const] : []),
    ...some(topic === undefined && ends()?.clear === true, {
      label: t('dialogs.menu.clear'),
      icon: 'clear',
      onSelect: () => setAsking('clear'),
    }),
    ...some(topic === undefined && ends() !== undefined, {
      label: ending(),
      icon: ends()?.end === 'leave' ? 'logout' : 'trash',
      danger: true,
      onSelect: () => setAsking('end'),
    }),
  ]
  return (
    <>
      <MenuButton label={t('chat.menu')} items={items} disabled={peer() === undefined} />
      <Show when={dating()}>
        <Suspense>
          <DateDialog feed={props.feed} onClose={() => setDating(false)} />
        </Suspense>
      </Show>
      <Show when={asking()}>
        {(what) => <EndingQuestion chat={chat} what={what()} onClose={() => setAsking(undefined)} />}
      </Show>
      <ReportPeer open={reporting()} chat={chat} onClose={() => setReporting(false)} />
    </>
  )
}
