import type { Account } from '../api/account'
import { FoldersPage } from '../features/folders'
import type { Host } from '../features/settings'
import { accounts, addAccount, leave, switchAccount } from './accounts'
import { install } from './install'
import { accent, accents, setAccent, setTheme, theme } from './theme'

const themes = ['system', 'light', 'dark'] as const

/** hostOf is what settings of an account may change of the page. */
export const hostOf = (account: Account, showKeys: () => void): Host => ({
  themes,
  theme,
  setTheme: (name) => setTheme(themes.find((known) => known === name) ?? 'system'),
  accents,
  accent,
  setAccent: (name) => setAccent(accents.find((known) => known === name) ?? 'blue'),
  accounts,
  addAccount: () => void addAccount(),
  switchAccount,
  logOut: () => leave(account.slot),
  install,
  showKeys,
  folders: () => <FoldersPage />,
})
