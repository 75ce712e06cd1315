import { createMemo, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { countUnread } from '../../lib/folder'
import { formatRoute } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import { Badge } from '../../ui/Badge'
import { titleOf } from '../contacts'
import { chatsOf, mainList } from '../folders'
import styles from './DialogRow.module.css'
import line from './LastLine.module.css'

/** How many archived chats are named. */
const named = 8

/** ArchiveRow leads to the archived chats and names the newest of them. */
export function ArchiveRow(props: { onFocus: () => void }): JSX.Element {
  const account = useAccount()
  const chats = createMemo(() => mainList(chatsOf(account)(), true))
  const names = () =>
    chats()
      .slice(0, named)
      .map((chat) => titleOf(account.tables.peers[chat.chat]))
      .join(', ')
  const unread = createMemo(() => countUnread(chats()).chats)
  return (
    <div class={styles.row}>
      <a class={styles.link} href={formatRoute({ at: 'archive' })} tabIndex={0} onFocus={() => props.onFocus()}>
        <Avatar name="" color={0} size={52} kind="archive" />
        <span class={styles.words}>
          <span class={styles.first}>
            <span class={styles.name}>{t('dialogs.archive')}</span>
          </span>
          <span class={styles.second}>
            <span class={line.line}>{names()}</span>
            <Show when={unread() > 0}>
              <Badge count={unread()} quiet label={t('dialogs.unreadChats', { n: unread() })} />
            </Show>
          </span>
        </span>
      </a>
    </div>
  )
}
