import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { LogEntry } from '../../api/log'
import type { PeerId } from '../../api/peer'
import { dayAt } from '../../lang/format'
import { formatRoute } from '../../lib/route'
import { PeerAvatar, personName, titleOf } from '../contacts'
import styles from './Log.module.css'
import { logDetails } from './logDetails'
import { logSentence } from './sentence'

/** One of the recent actions: who did what, and when. */
export function LogRow(props: { entry: LogEntry }): JSX.Element {
  const account = useAccount()
  const { tables } = account
  const called = (id: PeerId) => {
    const peer = tables.peers[id]
    return peer?.kind === 'user' ? personName(peer) : titleOf(peer)
  }
  const name = (id: PeerId): JSX.Element => (
    <a class={styles.name} href={formatRoute({ at: 'chat', chat: id, info: '' })}>
      <bdi>{called(id)}</bdi>
    </a>
  )
  const details = () => logDetails(account, props.entry.action)
  return (
    <div class={styles.entry}>
      <PeerAvatar peer={tables.peers[props.entry.who]} size={40} person still />
      <div class={styles.words}>
        <p>{logSentence(props.entry, name)}</p>
        <Show when={details().length > 0}>
          <div class={styles.details}>
            <For each={details()}>{(line) => <p>{line}</p>}</For>
          </div>
        </Show>
        <time class={styles.time} dateTime={new Date(props.entry.date * 1000).toISOString()}>
          {dayAt(props.entry.date)}
        </time>
      </div>
    </div>
  )
}
