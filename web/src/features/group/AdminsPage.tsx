import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { Group, PeerId } from '../../api/peer'
import { isAdmin, mayAsAdmin, mayPromote, noAdminRights } from '../../api/rights'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { PeerPicker } from '../contacts'
import { InfoPage, infoHref, PageRow, succeeded } from '../info'
import { AdminDialog } from './AdminDialog'
import { MemberList } from './MemberList'

/** Who manages a group or channel. */
export function AdminsPage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const [adding, setAdding] = createSignal(false)
  const [edited, setEdited] = createSignal<Member>()
  const chat = () => props.group.id
  const me = () => account.me()?.id ?? 0
  const adds = () => (props.group.basic ? props.group.creator : mayAsAdmin(props.group, 'addAdmins'))
  const about = (member: Member) => {
    if (member.role === 'creator') return t('info.owner')
    const by = member.by === undefined ? undefined : account.tables.peers[member.by]?.name
    return by && !props.group.basic ? t('group.admin.by', { name: by }) : t('info.admin')
  }
  const choose = async ([user]: readonly PeerId[]) => {
    if (user === undefined) return
    if (props.group.basic) {
      await succeeded(account.api.setAdmin({ chat: chat(), user, rights: noAdminRights, rank: '' }))
      return
    }
    await succeeded(
      account.api.member({ chat: chat(), who: user }).then((member) => {
        setEdited(member.role === 'admin' ? member : { ...member, editable: true })
      }),
    )
  }
  return (
    <InfoPage
      title={t('info.admins')}
      parent="profile"
      list
      actions={
        <Show when={adds()}>
          <IconButton icon="addUser" label={t('group.admin.add')} onClick={() => setAdding(true)} />
        </Show>
      }
    >
      <Show when={isAdmin(props.group) && !props.group.basic}>
        <PageRow icon="history" title={t('log.title')} href={infoHref(chat(), 'log')} />
      </Show>
      <MemberList
        group={props.group}
        filter="admins"
        query=""
        label={t('info.admins')}
        empty={t('group.admin.none')}
        about={about}
        onClick={(member) => {
          if (!props.group.basic && mayPromote(props.group, member, me())) setEdited(member)
          else location.hash = infoHref(member.who, '')
        }}
      />
      <PeerPicker
        open={adding()}
        title={t('group.admin.add')}
        filter={(peer) => peer.kind === 'user' && !peer.self && !peer.deleted}
        onDone={choose}
        onClose={() => setAdding(false)}
      />
      <Show when={edited()}>
        {(member) => <AdminDialog group={props.group} member={member()} onClose={() => setEdited(undefined)} />}
      </Show>
    </InfoPage>
  )
}
