import { type Accessor, createContext, type JSX, useContext } from 'solid-js'
import type { Account } from '../../api/account'

/** What settings change that is of the page as a whole: the shell supplies it. */
export interface Host {
  readonly themes: readonly string[]
  readonly theme: Accessor<string>
  setTheme(theme: string): void
  readonly accents: readonly string[]
  readonly accent: Accessor<string>
  setAccent(accent: string): void
  readonly accounts: Accessor<readonly Account[]>
  addAccount(): void
  switchAccount(slot: number): void
  /** Ends the session of the account that is shown, and what is kept of it. */
  logOut(): Promise<void>
  /** Has the browser install the page as an app; undefined where it cannot, or has. */
  readonly install: Accessor<(() => void) | undefined>
  showKeys(): void
  /** Of other features. */
  folders?: () => JSX.Element
}

export const HostContext = createContext<Host>()

export function useHost(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('there is no shell around the settings')
  return host
}
