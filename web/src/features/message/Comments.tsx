import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message, Replies } from '../../api/message'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import styles from './Comments.module.css'

/** Comments leads to what was written below a post, or in answer to a message. */
export function Comments(props: { message: Message; replies: Replies }): JSX.Element {
  const { tables } = useAccount()
  const recent = () =>
    props.replies.recent
      .slice(0, 3)
      .map((id) => tables.peers[id])
      .filter((peer) => peer !== undefined)
  const words = () => {
    const n = props.replies.count
    if (props.replies.comments === undefined) return t('feed.replies', { n })
    return n === 0 ? t('feed.comments.none') : t('feed.comments', { n })
  }
  return (
    <Show when={props.replies.comments !== undefined || props.replies.count > 0}>
      <a
        class={styles.comments}
        href={formatRoute({ at: 'chat', chat: props.message.chat, topic: props.message.id })}
        draggable={false}
      >
        <Show when={recent().length > 0} fallback={<Icon name="comment" size={20} />}>
          <span class={styles.faces}>
            <For each={recent()}>{(peer) => <Avatar name={peer.name} color={peer.color} size={24} />}</For>
          </span>
        </Show>
        <span>{words()}</span>
        <Show when={props.replies.unread}>
          <span class={styles.unread} role="img" aria-label={t('feed.comments.unread')} />
        </Show>
        <span class={styles.arrow}>
          <Icon name="right" size={18} />
        </span>
      </a>
    </Show>
  )
}
