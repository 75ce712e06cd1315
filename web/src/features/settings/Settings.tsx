import { type JSX, Match, Switch } from 'solid-js'
import { t } from '../../lang/lang'
import { About } from './About'
import { Appearance } from './Appearance'
import { Blocked } from './Blocked'
import { Data } from './Data'
import { DeleteAccount } from './DeleteAccount'
import { Devices } from './Devices'
import { useHost } from './host'
import { Language } from './Language'
import { Notifications } from './Notifications'
import { Privacy } from './Privacy'
import { PrivacyRulePage } from './PrivacyRulePage'
import { Profile } from './Profile'
import { Root } from './Root'
import styles from './Settings.module.css'
import { keyOf } from './state'

/** Settings is the page of settings that the address names. */
export function Settings(props: { page: string }): JSX.Element {
  const host = useHost()
  const is = (page: string) => props.page === page
  return (
    <Switch fallback={<Root />}>
      <Match when={is('profile')}>
        <Profile />
      </Match>
      <Match when={is('notifications')}>
        <Notifications />
      </Match>
      <Match when={is('privacy')}>
        <Privacy />
      </Match>
      <Match when={is('privacy/blocked')}>
        <Blocked />
      </Match>
      <Match when={is('privacy/delete')}>
        <DeleteAccount />
      </Match>
      <Match when={keyOf(props.page)}>{(key) => <PrivacyRulePage key={key()} />}</Match>
      <Match when={is('appearance')}>
        <Appearance />
      </Match>
      <Match when={is('language')}>
        <Language />
      </Match>
      <Match when={is('data')}>
        <Data />
      </Match>
      <Match when={is('devices')}>
        <Devices />
      </Match>
      <Match when={is('about')}>
        <About />
      </Match>
      <Match when={props.page.startsWith('folders') && host.folders}>
        {(folders) => (
          <section class={styles.page} aria-label={t('settings.folders')}>
            {folders()()}
          </section>
        )}
      </Match>
    </Switch>
  )
}
