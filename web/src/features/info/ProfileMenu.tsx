import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Full } from '../../api/full'
import type { Peer, User } from '../../api/peer'
import { isAdmin, isMember, may } from '../../api/rights'
import { t } from '../../lang/lang'
import { Confirm } from '../../ui/Confirm'
import { IconButton } from '../../ui/IconButton'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import { NewGroup } from '../group'
import { attempt } from './attempt'
import { ContactDialog } from './ContactDialog'
import { goInfo } from './context'
import { DeleteGroup, LeaveGroup } from './LeaveDialogs'
import { ReportPeer } from './ReportDialog'

type Asked = 'contact' | 'forget' | 'report' | 'leave' | 'delete' | 'group'

/** What can be done about a person or chat as such. */
export function ProfileMenu(props: { peer: Peer | undefined; full: Full | undefined }): JSX.Element {
  const { api } = useAccount()
  const [asked, setAsked] = createSignal<Asked>()
  const close = () => setAsked(undefined)
  const userItems = (user: User): MenuItem[] => {
    const blocked = props.full?.kind === 'user' && props.full.blocked
    return [
      ...(user.contact || user.deleted || user.bot
        ? []
        : [{ label: t('info.menu.addContact'), icon: 'addUser', onSelect: () => setAsked('contact') } as const]),
      ...(user.contact
        ? [
            { label: t('info.menu.editContact'), icon: 'pencil', onSelect: () => setAsked('contact') } as const,
            { label: t('info.menu.deleteContact'), icon: 'trash', onSelect: () => setAsked('forget') } as const,
          ]
        : []),
      ...(user.deleted || user.bot
        ? []
        : [{ label: t('info.menu.newGroup'), icon: 'users', onSelect: () => setAsked('group') } as const]),
      'line',
      { label: t('info.menu.report'), icon: 'flag', onSelect: () => setAsked('report') },
      {
        label: blocked ? t('info.menu.unblock') : t('info.menu.block'),
        icon: 'block',
        danger: !blocked,
        onSelect: () => void attempt(api.setBlocked({ peer: user.id, blocked: !blocked })),
      },
    ]
  }
  const items = (): readonly MenuItem[] => {
    const { peer } = props
    if (!peer) return []
    if (peer.kind === 'user') return userItems(peer)
    const deletes = peer.creator && (peer.basic || props.full?.kind !== 'group' || props.full.canDelete)
    return [
      ...(peer.creator
        ? []
        : [{ label: t('info.menu.report'), icon: 'flag', onSelect: () => setAsked('report') } as const]),
      ...(isMember(peer)
        ? [
            {
              label: peer.kind === 'channel' ? t('info.menu.leaveChannel') : t('info.menu.leaveGroup'),
              icon: 'logout',
              danger: true,
              onSelect: () => setAsked('leave'),
            } as const,
          ]
        : []),
      ...(deletes
        ? [
            {
              label: peer.kind === 'channel' ? t('info.menu.deleteChannel') : t('info.menu.deleteGroup'),
              icon: 'trash',
              danger: true,
              onSelect: () => setAsked('delete'),
            } as const,
          ]
        : []),
    ]
  }
  const group = () => (props.peer && props.peer.kind !== 'user' ? props.peer : undefined)
  const user = () => (props.peer?.kind === 'user' ? props.peer : undefined)
  const edits = () => {
    const now = group()
    return now && (may(now, 'changeInfo') || isAdmin(now))
  }
  const self = () => user()?.self === true
  return (
    <>
      <Show when={edits()}>
        <IconButton
          icon="pencil"
          label={t('info.manage')}
          onClick={() => props.peer && goInfo(props.peer.id, 'edit')}
        />
      </Show>
      <Show when={!self() && items().length > 0}>
        <MenuButton label={t('info.menu')} items={items} />
      </Show>
      <Show when={user()}>
        {(known) => (
          <>
            <ContactDialog open={asked() === 'contact'} user={known()} full={props.full} onClose={close} />
            <Confirm
              open={asked() === 'forget'}
              title={t('info.menu.deleteContact')}
              text={t('info.forget.text', { name: known().name })}
              confirm={t('info.forget')}
              danger
              onConfirm={() => attempt(api.deleteContacts({ users: [known().id] }))}
              onClose={close}
            />
            <Show when={asked() === 'group'}>
              <NewGroup open with={[known().id]} onClose={close} />
            </Show>
          </>
        )}
      </Show>
      <Show when={group()}>
        {(known) => (
          <>
            <LeaveGroup open={asked() === 'leave'} group={known()} onClose={close} />
            <DeleteGroup open={asked() === 'delete'} group={known()} onClose={close} />
          </>
        )}
      </Show>
      <Show when={props.peer}>
        {(known) => <ReportPeer open={asked() === 'report'} chat={known().id} onClose={close} />}
      </Show>
    </>
  )
}
