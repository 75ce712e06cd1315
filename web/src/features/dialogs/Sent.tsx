import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Icon, type IconName } from '../../ui/Icon'
import styles from './Sent.module.css'
import { lastMessage, sentState } from './state'

const icons = { sending: 'clock', failed: 'failed', sent: 'check', read: 'checks' } as const satisfies Record<
  string,
  IconName
>

/** Sent says how far the newest message of a chat has come, when it is one's own. */
export function Sent(props: { chat: PeerId }): JSX.Element {
  const account = useAccount()
  const { tables } = account
  const state = () => sentState(lastMessage(account, props.chat), tables.dialogs[props.chat], tables.peers[props.chat])
  return (
    <Show when={state()}>
      {(now) => (
        <span class={styles.sent} data-state={now()} role="img" aria-label={t(`dialogs.sent.${now()}`)}>
          <Icon name={icons[now()]} size={17} />
        </span>
      )}
    </Show>
  )
}
