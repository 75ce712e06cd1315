import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import styles from './Chat.module.css'

/** EmptyChat says that nothing was written yet, and what this place is for. */
export function EmptyChat(props: { chat: PeerId; topic: number | undefined }): JSX.Element {
  const { tables, me } = useAccount()
  const words = () => {
    if (props.topic !== undefined) return { title: t('chat.empty.topic'), text: t('chat.empty.first') }
    const peer = tables.peers[props.chat]
    if (props.chat === me()?.id) return { title: t('chat.empty.saved'), text: t('chat.empty.savedText') }
    if (peer?.kind === 'channel') return { title: t('chat.empty.channel'), text: undefined }
    return { title: t('feed.empty'), text: t('chat.empty.first') }
  }
  return (
    <div class={styles.empty}>
      <Icon name={props.chat === me()?.id ? 'saved' : 'chat'} size={32} />
      <p class={styles.emptyTitle}>{words().title}</p>
      <Show when={words().text}>
        <p class={styles.emptyText}>{words().text}</p>
      </Show>
    </div>
  )
}
