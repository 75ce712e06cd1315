import { createEffect, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { PeerAvatar, titleOf } from '../contacts'
import type { FeedControl } from '../feed'
import { infoHref } from '../info'
import { TopicIcon } from '../topics'
import styles from './Header.module.css'
import { HeaderMenu } from './HeaderMenu'
import { Status } from './Status'

export interface HeaderProps {
  feed: FeedControl
  /** The post whose comments are shown. */
  post?: { readonly chat: PeerId; readonly id: number } | undefined
  onSearch: () => void
}

/** Header is who one talks with and what they do now; pressed, it tells more about them. */
export function Header(props: HeaderProps): JSX.Element {
  const { api, tables } = useAccount()
  const { chat, topic } = props.feed.where
  const peer = () => tables.peers[chat]
  const forum = () => {
    const now = peer()
    return now?.kind === 'group' && now.forum
  }
  const inForum = () => (topic !== undefined && forum() ? tables.topics[messageKey(chat, topic)] : undefined)
  createEffect(() => {
    if (topic !== undefined && forum() && !inForum()) void api.loadTopic({ chat, topic }).catch(() => undefined)
  })
  const title = () => {
    if (topic === undefined) return titleOf(peer())
    if (forum()) return inForum()?.title ?? ''
    return props.post ? t('chat.comments') : t('chat.replies')
  }
  /** Where "back" leads on a narrow screen: out of a thread to its post, else to the chats. */
  const back = () => {
    if (props.post) return formatRoute({ at: 'chat', chat: props.post.chat, message: props.post.id })
    return topic === undefined ? formatRoute({ at: 'chats' }) : formatRoute({ at: 'chat', chat })
  }
  return (
    <header class={styles.header}>
      <a class={topic === undefined ? styles.back : styles.up} href={back()} aria-label={t('chat.back')}>
        <Icon name="back" />
      </a>
      <a class={styles.who} href={infoHref(chat, '')} title={t('chat.info')}>
        <Show
          when={inForum()}
          fallback={
            <Show when={topic === undefined} fallback={<Avatar name={title()} color={5} icon="comment" size={40} />}>
              <PeerAvatar peer={peer()} size={40} />
            </Show>
          }
        >
          {(at) => <TopicIcon id={at().id} title={at().title} color={at().color} />}
        </Show>
        <span class={styles.words}>
          <h2 class={styles.title}>
            <bdi>{title()}</bdi>
          </h2>
          <Show when={topic === undefined} fallback={<span class={styles.status}>{titleOf(peer())}</span>}>
            <Status chat={chat} />
          </Show>
        </span>
      </a>
      <IconButton icon="search" label={t('chat.search')} onClick={() => props.onSearch()} />
      <HeaderMenu feed={props.feed} onSearch={props.onSearch} />
    </header>
  )
}
