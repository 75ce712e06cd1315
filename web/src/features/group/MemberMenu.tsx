import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { Group, PeerId } from '../../api/peer'
import { isMember, mayAsAdmin, mayPromote, mayRemove, mayRestrict, noAdminRights } from '../../api/rights'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Confirm } from '../../ui/Confirm'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { Checkbox } from '../../ui/Switch'
import { succeeded } from '../info'
import { AdminDialog } from './AdminDialog'
import { RestrictDialog } from './RestrictDialog'

export type MemberAction = 'promote' | 'rights' | 'dismiss' | 'restrict' | 'remove' | 'unban' | 'add' | 'transfer'

/** What the reader may do to somebody of a group, in the order of the menu. */
export function memberActions(group: Group, member: Member, me: PeerId): MemberAction[] {
  const actions: MemberAction[] = []
  const isAdminOf = member.role === 'admin'
  if (member.role !== 'removed' && mayPromote(group, member, me)) {
    if (group.basic) actions.push(isAdminOf ? 'dismiss' : 'promote')
    else actions.push(...(isAdminOf ? (['rights', 'dismiss'] as const) : (['promote'] as const)))
  }
  if (isAdminOf && group.creator && !group.basic && member.who > 0) actions.push('transfer')
  if (mayRestrict(group, member, me)) actions.push('restrict')
  if (member.role === 'removed' && mayAsAdmin(group, 'banUsers')) actions.push('add', 'unban')
  else if (mayRemove(group, member, me)) actions.push('remove')
  return isMember(group) ? actions : []
}

const icons = {
  promote: 'shield',
  rights: 'shield',
  dismiss: 'minus',
  transfer: 'crown',
  restrict: 'lock',
  add: 'addUser',
  unban: 'check',
  remove: 'block',
} as const satisfies Record<MemberAction, string>

interface Shown {
  member: Member
  at: Anchor
}

/** The menu of a member and the dialogs that it opens. */
export function MemberMenu(props: { group: Group; shown: Shown | undefined; onClose: () => void }): JSX.Element {
  const account = useAccount()
  const { api } = account
  const [asked, setAsked] = createSignal<{ action: MemberAction; member: Member }>()
  const [purge, setPurge] = createSignal(false)
  const me = () => account.me()?.id ?? 0
  const chat = () => props.group.id
  const close = () => setAsked(undefined)
  const name = () => account.tables.peers[asked()?.member.who ?? 0]?.name ?? ''
  const act = (action: MemberAction, member: Member) => {
    setPurge(false)
    if (action === 'unban') void succeeded(api.unban({ chat: chat(), who: member.who }))
    else if (action === 'add') void succeeded(readd(member.who))
    else if (action === 'promote' && props.group.basic) void succeeded(promoteBasic(member.who))
    else setAsked({ action, member })
  }
  const promoteBasic = (user: PeerId) => api.setAdmin({ chat: chat(), user, rights: noAdminRights, rank: '' })
  const readd = async (who: PeerId) => {
    await api.unban({ chat: chat(), who })
    if (who > 0) await api.addMembers({ chat: chat(), users: [who] })
  }
  const remove = async (who: PeerId) => {
    if (!(await succeeded(api.removeMember({ chat: chat(), who })))) return
    if (purge()) await succeeded(api.deleteMessagesOf({ chat: chat(), who }))
  }
  const items = (): readonly MenuItem[] => {
    const { shown } = props
    if (!shown) return []
    const { member } = shown
    const own: MenuItem[] = memberActions(props.group, member, me()).map((action) => ({
      label: t(`group.member.${action}`),
      icon: icons[action],
      danger: action === 'remove',
      onSelect: () => act(action, member),
    }))
    const open: MenuItem = {
      label: t('group.member.open'),
      icon: 'chat',
      onSelect: () => {
        location.hash = formatRoute({ at: 'chat', chat: member.who })
      },
    }
    return [open, ...own]
  }
  const confirms = () => {
    const now = asked()
    return now && ['dismiss', 'remove', 'transfer'].includes(now.action) ? now : undefined
  }
  return (
    <>
      <Menu at={props.shown?.at} label={t('info.menu')} items={items()} onClose={props.onClose} end />
      <Switch>
        <Match when={(asked()?.action === 'promote' || asked()?.action === 'rights') && asked()}>
          {(now) => <AdminDialog group={props.group} member={now().member} onClose={close} />}
        </Match>
        <Match when={asked()?.action === 'restrict' && asked()}>
          {(now) => <RestrictDialog group={props.group} member={now().member} onClose={close} />}
        </Match>
        <Match when={confirms()?.action === 'dismiss' && confirms()}>
          {(now) => (
            <Confirm
              open
              title={t('group.member.dismiss')}
              text={t('group.dismiss.text', { name: name() })}
              confirm={t('group.dismiss')}
              onConfirm={() => succeeded(api.setAdmin({ chat: chat(), user: now().member.who, rank: '' }))}
              onClose={close}
            />
          )}
        </Match>
        <Match when={confirms()?.action === 'transfer' && confirms()}>
          {(now) => (
            <Confirm
              open
              danger
              title={t('group.member.transfer')}
              text={t('group.transfer.text', { name: name(), chat: props.group.name })}
              confirm={t('group.transfer')}
              onConfirm={() => succeeded(api.transferOwnership({ chat: chat(), user: now().member.who }))}
              onClose={close}
            />
          )}
        </Match>
        <Match when={confirms()?.action === 'remove' && confirms()}>
          {(now) => (
            <Confirm
              open
              danger
              title={t('group.member.remove')}
              text={t('group.remove.text', { name: name(), chat: props.group.name })}
              confirm={t('group.remove')}
              onConfirm={() => remove(now().member.who)}
              onClose={close}
            >
              {!props.group.basic && props.group.kind === 'group' && mayAsAdmin(props.group, 'deleteMessages') && (
                <Checkbox label={t('group.remove.purge')} checked={purge()} onChange={setPurge} />
              )}
            </Confirm>
          )}
        </Match>
      </Switch>
    </>
  )
}
