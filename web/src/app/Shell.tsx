import { type JSX, Show } from 'solid-js'
import { ChatPane } from '../features/chat'
import { DialogList } from '../features/dialogs'
import type { Route } from '../lib/route'
import styles from './Shell.module.css'

/** The panes: chats, the chat, and what is known of it; on phones one of them. */
export function Shell(props: { route: Route }): JSX.Element {
  const chat = () => (props.route.at === 'chat' ? props.route : undefined)
  return (
    <div class={styles.shell} data-pane={chat() ? 'chat' : 'list'}>
      <DialogList {...(chat() ? { chat: chat()?.chat } : {})} />
      <main class={styles.main}>
        <Show when={chat()} keyed>
          {(at) => <ChatPane chat={at.chat} />}
        </Show>
      </main>
    </div>
  )
}
