import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { contextMenu } from '../../ui/context'
import { ListRow } from '../../ui/ListRow'
import type { Anchor } from '../../ui/place'
import { aboutOf, PeerAvatar, PeerName } from '../contacts'

/** The word beside a member's name. */
export function rankOf(member: Member): string | undefined {
  if (member.rank) return member.rank
  if (member.role === 'creator') return t('info.owner')
  return member.role === 'admin' ? t('info.admin') : undefined
}

export interface MemberRowProps {
  group: Group
  member: Member
  query?: string
  /** Instead of when they were here. */
  about?: string | undefined
  /** A button at the end of the row. */
  trailing?: JSX.Element
  onMenu?: (at: Anchor) => void
  onClick?: () => void
}

/** Somebody in a group: pressed, their own profile opens. */
export function MemberRow(props: MemberRowProps): JSX.Element {
  const { tables } = useAccount()
  const peer = () => tables.peers[props.member.who]
  const menu = () => (props.onMenu ? contextMenu(props.onMenu) : {})
  return (
    <ListRow
      leading={<PeerAvatar peer={peer()} size={44} person />}
      title={<PeerName peer={peer()} query={props.query} person />}
      subtitle={props.about ?? aboutLine(peer())}
      trailing={props.trailing ?? rankOf(props.member)}
      {...(props.onClick
        ? { onClick: () => props.onClick?.() }
        : { href: formatRoute({ at: 'chat', chat: props.member.who, info: '' }) })}
      {...menu()}
    />
  )
}

const aboutLine = (peer: Parameters<typeof aboutOf>[0]): string => {
  if (peer?.kind === 'user' && peer.self) return t('time.online')
  return aboutOf(peer)
}
