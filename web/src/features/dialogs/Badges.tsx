import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Badge } from '../../ui/Badge'
import { Icon } from '../../ui/Icon'
import styles from './Badges.module.css'
import { isMuted } from './state'

/** Badges is what waits in a chat: mentions, reactions, how much is unread; else that it is pinned. */
export function Badges(props: { chat: PeerId; pinned: boolean }): JSX.Element {
  const { tables } = useAccount()
  const dialog = () => tables.dialogs[props.chat]
  const unread = () => dialog()?.unread ?? 0
  const quiet = () => isMuted(dialog())
  const nothing = () => {
    const now = dialog()
    return !now || (now.unread === 0 && !now.marked && now.mentions === 0 && now.reactions === 0)
  }
  return (
    <span class={styles.badges}>
      <Show when={(dialog()?.mentions ?? 0) > 0}>
        <Badge icon="at" label={t('dialogs.mentions', { n: dialog()?.mentions ?? 0 })} />
      </Show>
      <Show when={(dialog()?.reactions ?? 0) > 0}>
        <Badge icon="heart" quiet={quiet()} label={t('dialogs.reactions', { n: dialog()?.reactions ?? 0 })} />
      </Show>
      <Show when={unread() > 0} fallback={<Show when={dialog()?.marked}>{<Mark quiet={quiet()} />}</Show>}>
        <Badge count={unread()} quiet={quiet()} label={t('dialogs.unread', { n: unread() })} />
      </Show>
      <Show when={props.pinned && nothing()}>
        <span class={styles.pin} role="img" aria-label={t('dialogs.pinned')}>
          <Icon name="pin" size={17} />
        </span>
      </Show>
    </span>
  )
}

function Mark(props: { quiet: boolean }): JSX.Element {
  return <Badge quiet={props.quiet} label={t('dialogs.marked')} />
}
