import { createEffect, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey, type ReplyTo } from '../../api/message'
import { t } from '../../lang/lang'
import { useFeed } from './context'
import styles from './Heads.module.css'
import { askFor } from './missing'
import { summary } from './summary'

/** ReplyHead is what a message answers: who wrote it and the beginning of it, or the part that was quoted. */
export function ReplyHead(props: { reply: ReplyTo }): JSX.Element {
  const account = useAccount()
  const view = useFeed()
  const message = () => account.tables.messages[messageKey(props.reply.chat, props.reply.id)]
  createEffect(() => {
    if (props.reply.id > 0 && !message()) askFor(account, props.reply.chat, props.reply.id)
  })
  const author = () => {
    const id = message()?.from ?? props.reply.from
    return id === undefined ? undefined : account.tables.peers[id]
  }
  const name = () => author()?.name ?? props.reply.name ?? account.tables.peers[props.reply.chat]?.name
  const text = () => {
    if (props.reply.quote) return props.reply.quote.text
    const known = message()
    return known ? summary(account, known) : undefined
  }
  return (
    <button
      type="button"
      class={styles.reply}
      style={{ '--ink': `var(--peer-${(author()?.color ?? 5) % 7})` }}
      onClick={(e) => {
        e.stopPropagation()
        if (props.reply.id > 0) view.jump(props.reply.chat, props.reply.id)
      }}
    >
      <span class={styles.who}>
        <bdi>{name() ?? t('feed.reply')}</bdi>
      </span>
      <span class={props.reply.quote ? styles.quoted : styles.line}>
        <Show when={text()} fallback={t('feed.reply.gone')}>
          {text()}
        </Show>
      </span>
    </button>
  )
}
