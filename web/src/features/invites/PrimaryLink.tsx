import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Invite } from '../../api/invites'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { copy, infoHref, QrDialog, succeeded } from '../info'
import styles from './Invites.module.css'
import { hashOf } from './words'

/** The link that an admin always has. */
export function PrimaryLink(props: { group: Group; invite: Invite; onChange: () => void }): JSX.Element {
  const account = useAccount()
  const [qr, setQr] = createSignal(false)
  const [revoking, setRevoking] = createSignal(false)
  const link = () =>
    props.group.username ? `${account.server()?.links ?? ''}${props.group.username}` : props.invite.link
  const revoke = async () => {
    if (await succeeded(account.api.revokeInvite({ chat: props.group.id, link: props.invite.link }))) props.onChange()
  }
  return (
    <Section title={props.group.username ? t('group.link') : t('invites.primary')} footer={t('invites.primary.hint')}>
      <bdi class={styles.link}>{link()}</bdi>
      <div class={styles.buttons}>
        <Button kind="primary" icon="copy" onClick={() => void copy(link())}>
          {t('info.copyLink')}
        </Button>
        <IconButton icon="qr" label={t('info.qr')} onClick={() => setQr(true)} />
        {!props.group.username && (
          <IconButton icon="refresh" kind="danger" label={t('invites.revoke')} onClick={() => setRevoking(true)} />
        )}
      </div>
      <ListRow
        icon="users"
        title={t('invites.whoJoined')}
        trailing={props.invite.used > 0 ? String(props.invite.used) : undefined}
        href={infoHref(props.group.id, `link/${hashOf(props.invite.link)}`)}
      />
      <QrDialog
        open={qr()}
        title={props.group.name}
        link={link()}
        hint={t('info.qrGroup')}
        onClose={() => setQr(false)}
      />
      <Confirm
        open={revoking()}
        title={t('invites.revoke')}
        text={t('invites.revoke.primary')}
        confirm={t('invites.revoke')}
        danger
        onConfirm={revoke}
        onClose={() => setRevoking(false)}
      />
    </Section>
  )
}
