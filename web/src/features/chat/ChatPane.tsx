import { createResource, type JSX, Match, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import type { ChatRoute } from '../../lib/route'
import { Failure } from '../../ui/Failure'
import { Skeleton } from '../../ui/Skeleton'
import { Chat } from './Chat'
import styles from './Chat.module.css'
import { Scheduled } from './Scheduled'

/** ChatPane is the chat that an address names: all of it, a topic, the comments of a post, or what waits to be sent. */
export function ChatPane(props: { route: ChatRoute }): JSX.Element {
  const account = useAccount()
  const { chat, topic } = props.route
  const peer = () => account.tables.peers[chat]
  const ofPost = () => topic !== undefined && peer()?.kind === 'channel'
  // The comments of a post are a thread of the discussion group.
  const [thread, { refetch }] = createResource(ofPost, () => account.api.discussion({ chat, post: topic ?? 0 }))
  const known = () => (thread.state === 'ready' ? thread() : undefined)
  return (
    <section class={styles.pane} aria-label={peer()?.name}>
      <Switch>
        <Match when={props.route.scheduled}>
          <Scheduled chat={chat} />
        </Match>
        <Match when={!ofPost()}>
          <Chat chat={chat} topic={topic} message={props.route.message} />
        </Match>
        <Match when={thread.error}>
          <Failure title={t('chat.comments.broken')} text={errorText(thread.error)} onRetry={() => refetch()} />
        </Match>
        <Match when={known()}>
          {(at) => (
            <Chat
              chat={at().chat}
              topic={at().topic}
              message={props.route.message}
              marks={at()}
              post={{ chat, id: topic ?? 0 }}
            />
          )}
        </Match>
        <Match when={true}>
          <Skeleton kind="bubble" label={t('feed.loading')} />
        </Match>
      </Switch>
    </section>
  )
}
