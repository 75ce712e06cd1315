import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Full, FullGroup } from '../../api/full'
import type { Group } from '../../api/peer'
import { isAdmin, may, mayAsAdmin } from '../../api/rights'
import { number, t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { PeerAvatar, PeerName } from '../contacts'
import { infoHref } from './context'
import { MembersPreview } from './MembersPreview'
import styles from './Profile.module.css'
import { CopyRow, PageRow, QrDialog } from './rows'
import { Shared } from './Shared'
import { TtlRow } from './TtlRow'

/** What is known of a group or channel, and the way to its management. */
export function GroupInfo(props: { group: Group; full: Full | undefined }): JSX.Element {
  const account = useAccount()
  const [qr, setQr] = createSignal(false)
  const full = (): FullGroup | undefined => (props.full?.kind === 'group' ? props.full : undefined)
  const page = (name: string) => infoHref(props.group.id, name)
  const publicLink = () => props.group.username && `${account.server()?.links ?? ''}${props.group.username}`
  const link = () => publicLink() || full()?.link
  const channel = () => props.group.kind === 'channel'
  const count = (n: number | undefined) => (n === undefined ? undefined : number(n))
  return (
    <>
      <Show when={full()?.about || link()}>
        <Section>
          <Show when={full()?.about}>
            {(about) => (
              <ListRow icon="info" wrap title={<span class={styles.text}>{about()}</span>} subtitle={t('info.about')} />
            )}
          </Show>
          <Show when={link()}>
            {(url) => (
              <div class={styles.badges}>
                <CopyRow icon="link" text={url().replace(/^https?:\/\//, '')} what={t('info.link')} value={url()} />
                <IconButton icon="qr" label={t('info.qr')} onClick={() => setQr(true)} />
              </div>
            )}
          </Show>
        </Section>
      </Show>
      <Section>
        <Show when={full()?.canSeeMembers}>
          <PageRow
            icon="users"
            title={channel() ? t('info.subscribers') : t('info.members')}
            value={count(full()?.members)}
            href={page('members')}
          />
        </Show>
        <Show when={isAdmin(props.group) || !channel()}>
          <PageRow icon="shield" title={t('info.admins')} value={count(full()?.admins)} href={page('admins')} />
        </Show>
        <Show when={mayAsAdmin(props.group, 'inviteUsers') && (full()?.pending ?? 0) > 0}>
          <PageRow
            icon="addUser"
            title={t('info.requests')}
            value={count(full()?.pending)}
            href={page('requests')}
            accent
          />
        </Show>
        <Show when={full()?.linked}>
          {(linked) => (
            <ListRow
              leading={<PeerAvatar peer={account.tables.peers[linked()]} size={32} />}
              title={<PeerName peer={account.tables.peers[linked()]} />}
              subtitle={channel() ? t('info.discussion') : t('info.linkedChannel')}
              href={formatRoute({ at: 'chat', chat: linked(), info: '' })}
            />
          )}
        </Show>
        <TtlRow chat={props.group.id} seconds={full()?.ttl ?? 0} may={mayAsAdmin(props.group, 'changeInfo')} />
        <Show when={may(props.group, 'changeInfo') || isAdmin(props.group)}>
          <PageRow icon="settings" title={t('info.manage')} href={page('edit')} />
        </Show>
      </Section>
      <Show when={full()?.canSeeMembers && !channel()}>
        <MembersPreview group={props.group} count={full()?.members ?? 0} />
      </Show>
      <Shared chat={props.group.id} />
      <Show when={link()}>
        {(url) => (
          <QrDialog
            open={qr()}
            title={props.group.name}
            link={url()}
            hint={t('info.qrGroup')}
            onClose={() => setQr(false)}
          />
        )}
      </Show>
    </>
  )
}
