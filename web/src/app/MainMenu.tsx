import type { JSX } from 'solid-js'
import { useAccount } from '../api/account'
import { number, t } from '../lang/lang'
import { Badge } from '../ui/Badge'
import type { MenuItem } from '../ui/Menu'
import { MenuButton } from '../ui/MenuButton'
import { accounts, addAccount, switchAccount } from './accounts'
import styles from './MainMenu.module.css'
import { maxAccounts } from './registry'
import { go } from './router'
import { dark, setTheme } from './theme'
import { unreadOf } from './unread'

/** The menu over the list of chats: other accounts, and what is not a chat. */
export function MainMenu(): JSX.Element {
  const account = useAccount()
  const others = () => accounts().filter((other) => other !== account)
  const waiting = () => others().reduce((sum, other) => sum + unreadOf(other), 0)
  const accountItems = (): MenuItem[] =>
    accounts().map((other) => ({
      label: other.me()?.name ?? t('app.loggingIn'),
      icon: 'user',
      checked: other === account,
      ...(other !== account && unreadOf(other) > 0 ? { hint: number(unreadOf(other)) } : {}),
      onSelect: () => switchAccount(other.slot),
    }))
  const items = (): readonly MenuItem[] => [
    ...accountItems(),
    ...(accounts().length < maxAccounts
      ? [{ label: t('app.addAccount'), icon: 'plus', onSelect: () => void addAccount() } as const]
      : []),
    'line',
    { label: t('app.saved'), icon: 'saved', onSelect: () => go({ at: 'chat', chat: account.me()?.id ?? 0 }) },
    { label: t('app.contacts'), icon: 'user', onSelect: () => go({ at: 'contacts' }) },
    { label: t('app.archive'), icon: 'archive', onSelect: () => go({ at: 'archive' }) },
    'line',
    {
      label: dark() ? t('app.light') : t('app.dark'),
      icon: dark() ? 'sun' : 'moon',
      onSelect: () => setTheme(dark() ? 'light' : 'dark'),
    },
    { label: t('app.settings'), icon: 'settings', onSelect: () => go({ at: 'settings', page: '' }) },
  ]
  return (
    <span class={styles.menu}>
      <MenuButton icon="menu" label={t('app.menu')} items={items} />
      {waiting() > 0 && (
        <span class={styles.badge}>
          <Badge count={waiting()} label={t('app.unreadElsewhere', { n: waiting() })} />
        </span>
      )}
    </span>
  )
}
