import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Invite } from '../../api/invites'
import type { Group } from '../../api/peer'
import { now } from '../../lang/format'
import { t } from '../../lang/lang'
import { Confirm } from '../../ui/Confirm'
import { ListRow } from '../../ui/ListRow'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import { copy, infoHref, QrDialog, succeeded } from '../info'
import { InviteDialog } from './InviteDialog'
import styles from './Invites.module.css'
import { hashOf, inviteName, inviteWords, isSpent } from './words'

/** A link in the list, with what can be done about it. */
export function InviteRow(props: { group: Group; invite: Invite; onChange: () => void }): JSX.Element {
  const { api } = useAccount()
  const [asked, setAsked] = createSignal<'edit' | 'qr' | 'revoke' | 'delete'>()
  const close = () => setAsked(undefined)
  const act = async (doing: Promise<unknown>) => {
    if (await succeeded(doing)) props.onChange()
  }
  const at = () => ({ chat: props.group.id, link: props.invite.link })
  const items = (): readonly MenuItem[] =>
    props.invite.revoked
      ? [{ label: t('info.delete'), icon: 'trash', danger: true, onSelect: () => setAsked('delete') }]
      : [
          { label: t('info.copyLink'), icon: 'copy', onSelect: () => void copy(props.invite.link) },
          { label: t('info.qr'), icon: 'qr', onSelect: () => setAsked('qr') },
          { label: t('invites.edit'), icon: 'pencil', onSelect: () => setAsked('edit') },
          { label: t('invites.revoke'), icon: 'block', danger: true, onSelect: () => setAsked('revoke') },
        ]
  return (
    <div class={styles.row}>
      <ListRow
        icon={isSpent(props.invite, now()) ? 'clock' : 'link'}
        title={<bdi>{inviteName(props.invite)}</bdi>}
        subtitle={inviteWords(props.invite)}
        wrap
        href={infoHref(props.group.id, `link/${hashOf(props.invite.link)}`)}
      />
      <MenuButton label={t('invites.actions', { name: inviteName(props.invite) })} items={items} />
      <InviteDialog
        open={asked() === 'edit'}
        group={props.group}
        invite={props.invite}
        onDone={props.onChange}
        onClose={close}
      />
      <QrDialog open={asked() === 'qr'} title={inviteName(props.invite)} link={props.invite.link} onClose={close} />
      <Confirm
        open={asked() === 'revoke'}
        title={t('invites.revoke')}
        text={t('invites.revoke.text')}
        confirm={t('invites.revoke')}
        danger
        onConfirm={() => act(api.revokeInvite(at()))}
        onClose={close}
      />
      <Confirm
        open={asked() === 'delete'}
        title={t('invites.delete')}
        text={t('invites.delete.text')}
        confirm={t('info.delete')}
        danger
        onConfirm={() => act(api.deleteInvite(at()))}
        onClose={close}
      />
    </div>
  )
}
