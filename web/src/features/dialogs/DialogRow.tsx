import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { fullTime, listTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { contextMenu } from '../../ui/context'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import type { Anchor } from '../../ui/place'
import { PeerAvatar, PeerName, titleOf } from '../contacts'
import { Badges } from './Badges'
import styles from './DialogRow.module.css'
import type { DragHandlers } from './drag'
import { LastLine } from './LastLine'
import { Sent } from './Sent'
import { isMuted } from './state'

export interface DialogRowProps {
  chat: PeerId
  current: boolean
  /** It is the one that the Tab key comes to. */
  tabbable: boolean
  pinned: boolean
  onMenu: (at: Anchor) => void
  onFocus: () => void
  /** Of a pinned chat: it is moved. */
  drag?: DragHandlers | undefined
  dropping?: boolean
}

/** DialogRow is a chat in the list: who it is, what was said last, and what waits there. */
export function DialogRow(props: DialogRowProps): JSX.Element {
  const { tables } = useAccount()
  const peer = () => tables.peers[props.chat]
  const dialog = () => tables.dialogs[props.chat]
  return (
    <div
      class={styles.row}
      data-current={props.current ? '' : undefined}
      data-dropping={props.dropping ? '' : undefined}
      {...props.drag}
    >
      <a
        class={styles.link}
        href={chatLink(props.chat)}
        tabIndex={props.tabbable ? 0 : -1}
        aria-current={props.current ? 'page' : undefined}
        draggable={props.drag !== undefined}
        onFocus={() => props.onFocus()}
        {...contextMenu((at) => props.onMenu(at))}
      >
        <PeerAvatar peer={peer()} size={52} />
        <span class={styles.words}>
          <span class={styles.first}>
            <span class={styles.name}>
              <PeerName peer={peer()} />
              <Show when={isMuted(dialog())}>
                <span class={styles.muted} role="img" aria-label={t('dialogs.muted')}>
                  <Icon name="mute" size={15} />
                </span>
              </Show>
            </span>
            <Sent chat={props.chat} />
            <Show when={dialog()?.date}>
              {(date) => (
                <time class={styles.time} datetime={new Date(date() * 1000).toISOString()} title={fullTime(date())}>
                  {listTime(date())}
                </time>
              )}
            </Show>
          </span>
          <span class={styles.second}>
            <LastLine chat={props.chat} current={props.current} />
            <Badges chat={props.chat} pinned={props.pinned} />
          </span>
        </span>
      </a>
      <span class={styles.more}>
        <IconButton
          icon="more"
          size={18}
          label={t('dialogs.more', { name: titleOf(peer()) })}
          aria-haspopup="menu"
          tabIndex={props.tabbable ? 0 : -1}
          onClick={(e) => props.onMenu(e.currentTarget)}
        />
      </span>
    </div>
  )
}
