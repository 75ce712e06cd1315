import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { offered } from '../../lang/choice'
import { language, t } from '../../lang/lang'
import { formatPhone } from '../../lib/phone'
import { formatRoute } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import { Confirm } from '../../ui/Confirm'
import type { IconName } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { MenuButton } from '../../ui/MenuButton'
import { Section } from '../../ui/Section'
import { useHost } from './host'
import { Page } from './Page'
import styles from './Settings.module.css'

const to = (page: string) => formatRoute({ at: 'settings', page })

function Row(props: { page: string; icon: IconName; title: string; value?: string | undefined }): JSX.Element {
  return <ListRow href={to(props.page)} icon={props.icon} title={props.title} trailing={props.value} />
}

/** The first page: oneself, and what there is to set. */
export function Root(): JSX.Element {
  const account = useAccount()
  const host = useHost()
  const [leaving, setLeaving] = createSignal(false)
  const me = account.me
  const phone = () => formatPhone(`+${me()?.phone ?? ''}`)
  const spoken = () => offered().find((l) => l.code === language().code)?.native
  return (
    <Page
      title={t('settings.title')}
      actions={
        <MenuButton
          label={t('settings.more')}
          items={() => [
            { label: t('settings.addAccount'), icon: 'plus', onSelect: host.addAccount },
            { label: t('settings.keys'), icon: 'keyboard', onSelect: host.showKeys },
            { label: t('settings.logOut'), icon: 'logout', danger: true, onSelect: () => setLeaving(true) },
          ]}
        />
      }
    >
      <div class={styles.me}>
        <Avatar name={me()?.name ?? ''} color={me()?.color ?? 0} size={96} />
        <strong>{me()?.name}</strong>
        <span class={styles.quiet} dir="ltr">
          {me()?.username ? `${phone()} · @${me()?.username}` : phone()}
        </span>
      </div>
      <Section>
        <Row page="profile" icon="edit" title={t('settings.profile')} />
      </Section>
      <Section>
        <Row page="notifications" icon="bell" title={t('settings.notifications')} />
        <Row page="privacy" icon="lock" title={t('settings.privacy')} />
        <Row page="data" icon="data" title={t('settings.data')} />
        <Row page="appearance" icon="palette" title={t('settings.appearance')} />
        <Show when={host.folders}>
          <Row page="folders" icon="folder" title={t('settings.folders')} />
        </Show>
        <Row page="devices" icon="devices" title={t('settings.devices')} />
        <Row page="language" icon="globe" title={t('settings.language')} value={spoken()} />
      </Section>
      <Section>
        <Row page="about" icon="info" title={t('settings.about')} value={account.server()?.name} />
        <Show when={host.install()}>
          {(install) => <ListRow icon="download" title={t('settings.install')} onClick={() => install()()} />}
        </Show>
        <ListRow icon="logout" danger title={t('settings.logOut')} onClick={() => setLeaving(true)} />
      </Section>
      <Confirm
        open={leaving()}
        title={t('settings.logOut')}
        text={t('settings.logOut.text')}
        confirm={t('settings.logOut')}
        danger
        onConfirm={() => host.logOut()}
        onClose={() => setLeaving(false)}
      />
    </Page>
  )
}
