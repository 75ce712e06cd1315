import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Topic } from '../../api/dialog'
import { messageKey } from '../../api/message'
import { listTime, now } from '../../lang/format'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Badge } from '../../ui/Badge'
import { contextMenu } from '../../ui/context'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import type { Anchor } from '../../ui/place'
import { summary } from '../feed'
import { TopicIcon } from './TopicIcon'
import styles from './Topics.module.css'

/** A topic in the list: its sign, its name, and what was said last. */
export function TopicRow(props: { topic: Topic; current: boolean; onMenu: (at: Anchor) => void }): JSX.Element {
  const account = useAccount()
  const message = () => account.tables.messages[messageKey(props.topic.chat, props.topic.top)]
  const muted = () => props.topic.mutedUntil > now()
  const author = () => {
    const from = message()?.from
    if (from === undefined || message()?.body.kind === 'service' || from === props.topic.chat) return ''
    return from === account.me()?.id ? t('topics.you') : (account.tables.peers[from]?.name.split(' ')[0] ?? '')
  }
  return (
    <div class={styles.wrap}>
      <a
        class={styles.row}
        href={formatRoute({ at: 'chat', chat: props.topic.chat, topic: props.topic.id })}
        aria-current={props.current ? 'page' : undefined}
        {...contextMenu((at) => props.onMenu(at))}
      >
        <TopicIcon id={props.topic.id} title={props.topic.title} color={props.topic.color} size={44} />
        <span class={styles.body}>
          <span class={styles.line}>
            <bdi class={styles.title}>{props.topic.title}</bdi>
            <Show when={props.topic.closed}>
              <Sign icon="lock" label={t('topics.closed')} />
            </Show>
            <Show when={props.topic.hidden}>
              <Sign icon="eyeOff" label={t('topics.hidden')} />
            </Show>
            <Show when={muted()}>
              <Sign icon="mute" label={t('topics.muted')} />
            </Show>
            <span class={styles.time}>{listTime(props.topic.date)}</span>
          </span>
          <span class={styles.line}>
            <span class={styles.last}>
              <Show
                when={props.topic.draft}
                fallback={
                  <>
                    <Show when={author()}>{(name) => <>{t('topics.author', { name: name() })} </>}</Show>
                    <Show when={message()}>{(known) => <bdi>{summary(account, known())}</bdi>}</Show>
                  </>
                }
              >
                {(draft) => (
                  <>
                    <span class={styles.draft}>{t('topics.draft')}</span> <bdi>{draft().text}</bdi>
                  </>
                )}
              </Show>
            </span>
            <Show when={props.topic.mentions > 0}>
              <Badge icon="at" label={t('topics.mentions', { n: props.topic.mentions })} />
            </Show>
            <Show when={props.topic.reactions > 0}>
              <Badge icon="heart" label={t('topics.reactions', { n: props.topic.reactions })} />
            </Show>
            <Show
              when={props.topic.unread > 0}
              fallback={
                <Show when={props.topic.pinned > 0}>
                  <Sign icon="pin" label={t('topics.pinned')} />
                </Show>
              }
            >
              <Badge count={props.topic.unread} quiet={muted()} label={t('topics.unread', { n: props.topic.unread })} />
            </Show>
          </span>
        </span>
      </a>
      <span class={styles.more}>
        <IconButton
          icon="more"
          label={t('topics.actions', { title: props.topic.title })}
          aria-haspopup="menu"
          onClick={(e) => props.onMenu(e.currentTarget)}
        />
      </span>
    </div>
  )
}

const Sign = (props: { icon: 'lock' | 'eyeOff' | 'mute' | 'pin'; label: string }): JSX.Element => (
  <span class={styles.sign} role="img" aria-label={props.label}>
    <Icon name={props.icon} size={16} />
  </span>
)
