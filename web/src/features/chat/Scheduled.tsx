import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Icon } from '../../ui/Icon'
import { Composer } from '../composer'
import { createFeed, Feed } from '../feed'
import styles from './Chat.module.css'
import head from './Header.module.css'
import { SelectionBar } from './SelectionBar'

/** Scheduled is what waits to be sent to a chat. */
export function Scheduled(props: { chat: PeerId }): JSX.Element {
  const account = useAccount()
  const feed = createFeed(account, { chat: props.chat, scheduled: true })
  return (
    <>
      <header class={head.header}>
        <a class={head.up} href={formatRoute({ at: 'chat', chat: props.chat })} aria-label={t('chat.back')}>
          <Icon name="back" />
        </a>
        <span class={head.words}>
          <h2 class={head.title}>{t('chat.scheduled')}</h2>
          <span class={head.status}>{account.tables.peers[props.chat]?.name}</span>
        </span>
      </header>
      <Feed feed={feed} label={t('chat.scheduled')} empty={<p class={styles.empty}>{t('chat.scheduled.none')}</p>} />
      <Show
        when={feed.selection.active()}
        fallback={
          <div class={styles.composer}>
            <Composer chat={props.chat} scheduled />
          </div>
        }
      >
        <SelectionBar feed={feed} />
      </Show>
    </>
  )
}
