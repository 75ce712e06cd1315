import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { PeerId } from '../../api/peer'
import { mayAsAdmin } from '../../api/rights'
import { t } from '../../lang/lang'
import { PeerAvatar } from '../contacts'
import { infoHref } from '../info'
import styles from './RequestsBar.module.css'

/** A bar over a chat in which people wait to be let in; nothing where there are none, or for who may not. */
export function RequestsBar(props: { chat: PeerId }): JSX.Element {
  const { tables } = useAccount()
  const allowed = () => {
    const peer = tables.peers[props.chat]
    return peer !== undefined && peer.kind !== 'user' && mayAsAdmin(peer, 'inviteUsers')
  }
  return (
    <Show when={allowed()}>
      <Bar chat={props.chat} />
    </Show>
  )
}

function Bar(props: { chat: PeerId }): JSX.Element {
  const { tables } = useAccount()
  const { full } = useFull(() => props.chat)
  const group = () => {
    const now = full()
    return now?.kind === 'group' && now.pending > 0 ? now : undefined
  }
  return (
    <Show when={group()}>
      {(known) => (
        <a class={styles.bar} href={infoHref(props.chat, 'requests')}>
          <span class={styles.faces} aria-hidden="true">
            <For each={known().requesters.slice(0, 3)}>
              {(id) => <PeerAvatar peer={tables.peers[id]} size={28} still person />}
            </For>
          </span>
          <span>{t('invites.bar', { n: known().pending })}</span>
        </a>
      )}
    </Show>
  )
}
