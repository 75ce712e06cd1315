import { createResource, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { PeerAvatar, titleOf } from '../contacts'
import styles from './Search.module.css'

/** How many are shown. */
const most = 12

/** TopPeers are the people one writes with most. */
export function TopPeers(): JSX.Element {
  const { api, tables } = useAccount()
  const [top] = createResource(() => api.topPeers({ limit: most }).catch(() => undefined))
  const short = (id: number) => {
    const peer = tables.peers[id]
    return peer?.kind === 'user' && !peer.self ? peer.firstName || titleOf(peer) : titleOf(peer)
  }
  return (
    <Show when={top.state === 'ready' && top()?.length ? top() : undefined}>
      {(ids) => (
        <ul class={styles.people} aria-label={t('search.people')}>
          <For each={ids()}>
            {(id) => (
              <li>
                <a class={styles.person} href={chatLink(id)}>
                  <PeerAvatar peer={tables.peers[id]} size={52} />
                  <span>{short(id)}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      )}
    </Show>
  )
}
