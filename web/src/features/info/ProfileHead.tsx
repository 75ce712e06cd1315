import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { forEver } from '../../api/dialogs'
import type { Full } from '../../api/full'
import type { Peer } from '../../api/peer'
import { isMember } from '../../api/rights'
import { compact, lastSeen } from '../../lang/format'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Icon, type IconName } from '../../ui/Icon'
import { isOnline, PeerAvatar, PeerName } from '../contacts'
import { attempt } from './attempt'
import styles from './Profile.module.css'

/** How many people a chat has, and how many of them are here. */
export function countsOf(peer: Peer, full: Full | undefined): string {
  if (peer.kind === 'user') return ''
  const members = (full?.kind === 'group' ? full.members : undefined) ?? peer.members
  if (members === undefined) return peer.kind === 'channel' ? t('info.kind.channel') : t('info.kind.group')
  if (peer.kind === 'channel') return t('contacts.subscribers', { n: members })
  const online = full?.kind === 'group' ? full.online : undefined
  const words = t('contacts.members', { n: members })
  return online && online > 1 ? t('info.membersOnline', { members: words, online: compact(online) }) : words
}

/** The picture, the name, and the things that one does most. */
export function ProfileHead(props: { peer: Peer; full: Full | undefined }): JSX.Element {
  const { api, tables } = useAccount()
  const about = () => {
    const { peer } = props
    if (peer.kind !== 'user') return countsOf(peer, props.full)
    if (peer.self || peer.deleted) return ''
    return peer.bot ? t('contacts.bot') : lastSeen(peer.presence)
  }
  const muted = () => {
    const until = tables.dialogs[props.peer.id]?.mutedUntil ?? props.full?.mutedUntil ?? 0
    return until > Date.now() / 1000
  }
  const self = () => props.peer.kind === 'user' && props.peer.self
  const outside = () => props.peer.kind !== 'user' && !isMember(props.peer)
  const mute = () => void attempt(api.mutePeer({ chat: props.peer.id, until: muted() ? 0 : forEver }))
  const joins = () => props.peer.kind !== 'user' && props.peer.left && !props.peer.forbidden && !props.peer.basic
  return (
    <>
      <div class={styles.head}>
        <PeerAvatar peer={props.peer} size={104} still />
        <h3 class={styles.name}>
          <PeerName peer={props.peer} />
        </h3>
        <Show when={about()}>
          <p class={`${styles.about} ${isOnline(props.peer) ? styles.online : ''}`}>{about()}</p>
        </Show>
      </div>
      <div class={styles.actions}>
        <Action
          icon="chat"
          label={props.peer.kind === 'user' ? t('info.action.message') : t('info.action.open')}
          href={formatRoute({ at: 'chat', chat: props.peer.id })}
        />
        <Show when={joins()}>
          <Action
            icon="addUser"
            label={t('info.action.join')}
            onClick={() => void attempt(api.joinChat({ chat: props.peer.id }))}
          />
        </Show>
        <Show when={!self() && !outside()}>
          <Action
            icon={muted() ? 'mute' : 'bell'}
            label={muted() ? t('info.action.unmute') : t('info.action.mute')}
            onClick={mute}
          />
        </Show>
      </div>
    </>
  )
}

function Action(props: { icon: IconName; label: string; href?: string; onClick?: () => void }): JSX.Element {
  const content = () => (
    <>
      <Icon name={props.icon} />
      <span>{props.label}</span>
    </>
  )
  return (
    <Show
      when={props.href}
      fallback={
        <button type="button" class={styles.action} onClick={() => props.onClick?.()}>
          {content()}
        </button>
      }
    >
      {(href) => (
        <a class={styles.action} href={href()}>
          {content()}
        </a>
      )}
    </Show>
  )
}
