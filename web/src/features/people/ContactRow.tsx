import type { JSX } from 'solid-js'
import type { User } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { contextMenu } from '../../ui/context'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import type { Anchor } from '../../ui/place'
import { aboutOf, isOnline, PeerAvatar, PeerName, titleOf } from '../contacts'
import styles from './People.module.css'

export interface ContactRowProps {
  user: User | undefined
  query: string
  /** It is the one that the Tab key comes to. */
  tabbable: boolean
  onFocus: () => void
  onMenu: (at: Anchor) => void
}

/** ContactRow is somebody to write to, and what else can be done about them. */
export function ContactRow(props: ContactRowProps): JSX.Element {
  return (
    <div class={styles.row}>
      <ListRow
        href={chatLink(props.user?.id ?? 0)}
        tabIndex={props.tabbable ? 0 : -1}
        onFocus={() => props.onFocus()}
        leading={<PeerAvatar peer={props.user} size={44} />}
        title={<PeerName peer={props.user} query={props.query} />}
        subtitle={<span class={isOnline(props.user) ? styles.online : undefined}>{aboutOf(props.user)}</span>}
        {...contextMenu((at) => props.onMenu(at))}
      />
      <span class={styles.more}>
        <IconButton
          icon="more"
          label={t('contacts.more', { name: titleOf(props.user) })}
          aria-haspopup="menu"
          tabIndex={props.tabbable ? 0 : -1}
          onClick={(e) => props.onMenu(e.currentTarget)}
        />
      </span>
    </div>
  )
}
