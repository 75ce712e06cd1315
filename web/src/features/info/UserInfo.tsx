import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Full } from '../../api/full'
import type { User } from '../../api/peer'
import { number, t } from '../../lang/lang'
import { formatPhone } from '../../lib/phone'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { birthdayWords } from './birthday'
import { infoHref } from './context'
import styles from './Profile.module.css'
import { CopyRow, PageRow, QrDialog } from './rows'
import { Shared } from './Shared'
import { TtlRow } from './TtlRow'

/** What is known of a person. */
export function UserInfo(props: { user: User; full: Full | undefined }): JSX.Element {
  const account = useAccount()
  const [qr, setQr] = createSignal(false)
  const full = () => (props.full?.kind === 'user' ? props.full : undefined)
  const link = () => `${account.server()?.links ?? ''}${props.user.username}`
  const any = () =>
    props.user.phone !== undefined ||
    props.user.username !== undefined ||
    (full()?.about ?? '') !== '' ||
    full()?.birthday !== undefined ||
    full()?.note !== undefined
  return (
    <>
      <Show when={any() && !props.user.self}>
        <Section>
          <Show when={props.user.phone}>
            {(phone) => (
              <CopyRow icon="phone" text={formatPhone(phone())} what={t('info.phone')} value={`+${phone()}`} />
            )}
          </Show>
          <Show when={props.user.username}>
            {(name) => (
              <div class={styles.badges}>
                <CopyRow icon="at" text={`@${name()}`} what={t('info.username')} value={link()} />
                <IconButton icon="qr" label={t('info.qr')} onClick={() => setQr(true)} />
              </div>
            )}
          </Show>
          <Show when={full()?.about}>
            {(about) => (
              <ListRow
                icon="info"
                title={<span class={styles.text}>{about()}</span>}
                subtitle={t('info.bio')}
                class={styles.wide}
              />
            )}
          </Show>
          <Show when={full()?.birthday}>
            {(birthday) => <ListRow icon="gift" title={birthdayWords(birthday())} subtitle={t('info.birthday')} />}
          </Show>
          <Show when={full()?.note}>
            {(note) => (
              <ListRow icon="pencil" title={<span class={styles.text}>{note().text}</span>} subtitle={t('info.note')} />
            )}
          </Show>
        </Section>
      </Show>
      <Show when={!props.user.self}>
        <Section>
          <TtlRow chat={props.user.id} seconds={full()?.ttl ?? 0} may={!props.user.deleted} />
          <Show when={full()?.commonChats}>
            {(count) => (
              <PageRow
                icon="users"
                title={t('info.common')}
                value={number(count())}
                href={infoHref(props.user.id, 'common')}
              />
            )}
          </Show>
        </Section>
      </Show>
      <Shared chat={props.user.id} />
      <QrDialog
        open={qr()}
        title={props.user.name}
        link={link()}
        hint={t('info.qrUser')}
        onClose={() => setQr(false)}
      />
    </>
  )
}
