import { createMemo, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { MenuButton } from '../../ui/MenuButton'
import { chatsOf, mainList } from '../folders'
import { attempt } from './attempt'
import styles from './DialogList.module.css'
import { createLoading } from './loading'
import { Rows } from './Rows'
import { Waiting } from './Waiting'

/** ArchiveList is the chats that were put away. */
export function ArchiveList(props: { chat: PeerId | undefined }): JSX.Element {
  const account = useAccount()
  const chats = createMemo(() => mainList(chatsOf(account)(), true))
  const loading = createLoading(account, () => true)
  const readAll = async () => {
    for (const chat of chats()) {
      if ((chat.unread || chat.mentioned) && !(await attempt(account.api.markRead({ chat: chat.chat })))) return
    }
  }
  const items = () => [
    { label: t('dialogs.readAll'), icon: 'markRead', onSelect: () => void readAll() } as const,
    {
      label: t('dialogs.archiveSettings'),
      icon: 'settings',
      onSelect: () => {
        location.hash = formatRoute({ at: 'settings', page: 'folders' })
      },
    } as const,
  ]
  return (
    <nav class={styles.list} aria-label={t('dialogs.archived')}>
      <header class={styles.head}>
        <a class={styles.back} href={formatRoute({ at: 'chats' })} aria-label={t('dialogs.back')} data-pane-focus>
          <Icon name="back" />
        </a>
        <h2 class={styles.title}>{t('dialogs.archived')}</h2>
        <MenuButton label={t('dialogs.archiveMenu')} items={items} />
      </header>
      <Show
        when={chats().length > 0}
        fallback={
          <Waiting loading={loading}>
            <Empty icon="archive" text={t('dialogs.archiveEmpty')} />
          </Waiting>
        }
      >
        <Rows
          chats={chats()}
          current={props.chat}
          label={t('dialogs.archived')}
          onNearEnd={loading.more}
          onOrder={(order) => account.api.orderPinned({ archived: true, order })}
        />
      </Show>
    </nav>
  )
}
