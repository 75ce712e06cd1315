import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { QrCode } from '../../ui/QrCode'
import { Section } from '../../ui/Section'
import { toast } from '../../ui/Toast'
import { attempt } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'

/** A fingerprint in groups that can be read out. */
const grouped = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ')

async function copy(text: string): Promise<void> {
  if (await attempt(navigator.clipboard.writeText(text))) toast(t('settings.copied'))
}

/** The server and the client, and how other apps reach them. */
export function About(): JSX.Element {
  const { server } = useAccount()
  const apps = `${location.origin}/apps`
  return (
    <Page title={t('settings.about')} up="">
      <Show when={server()}>
        {(about) => (
          <>
            <div class={styles.me}>
              <img src="/icon.svg" alt="" width={80} height={80} />
              <strong>{about().name}</strong>
              <span class={styles.quiet}>{t('settings.about.text')}</span>
            </div>
            <Section title={t('settings.about.server')}>
              <ListRow title={about().version} subtitle={t('settings.about.version')} />
              <ListRow title={about().build || t('settings.about.dev')} subtitle={t('settings.about.build')} />
              <ListRow title={String(about().layer)} subtitle={t('settings.about.layer')} />
              <ListRow
                title={<span dir="ltr">{about().address}</span>}
                subtitle={t('settings.about.address')}
                trailing={
                  <IconButton
                    icon="copy"
                    label={t('settings.about.copyAddress')}
                    onClick={() => void copy(about().address)}
                  />
                }
              />
              <ListRow
                title={<span class={styles.mono}>{grouped(about().fingerprint)}</span>}
                subtitle={t('settings.about.fingerprint')}
                wrap
                trailing={
                  <IconButton icon="copy" label={t('settings.about.copyKey')} onClick={() => void copy(about().key)} />
                }
              />
            </Section>
            <Section title={t('settings.about.apps')} footer={t('settings.about.apps.text')}>
              <div class={styles.qr}>
                <QrCode text={apps} label={t('settings.about.qr', { url: apps })} />
              </div>
              <ListRow icon="external" title={t('settings.about.open')} href={apps} />
            </Section>
            <Section>
              <ListRow
                icon="info"
                title={t('settings.about.licence')}
                subtitle={t('settings.about.licence.text')}
                wrap
              />
            </Section>
          </>
        )}
      </Show>
    </Page>
  )
}
