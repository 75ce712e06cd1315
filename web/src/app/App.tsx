import {
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  type JSX,
  Match,
  onCleanup,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import { type Account, AccountContext } from '../api/account'
import { useNotices } from '../features/notify'
import { HostContext } from '../features/settings'
import { t } from '../lang/lang'
import { Failure } from '../ui/Failure'
import { Skeleton } from '../ui/Skeleton'
import { Toasts } from '../ui/Toast'
import styles from './App.module.css'
import { accounts, activeAccount, followAccounts, removeAccount, switchAccount, workerBroken } from './accounts'
import { hostOf } from './host'
import { listenHotkeys, useAppKeys } from './hotkeys'
import { Keys } from './Keys'
import { followLanguage } from './language'
import { Login } from './lazy'
import { followBuild } from './offline'
import { go, route } from './router'
import { Shell } from './Shell'
import { Status } from './Status'
import { forgetTraces } from './traces'
import { unreadOf } from './unread'

/** The whole page: the account that is shown, or its log-in. */
export function App(): JSX.Element {
  listenHotkeys()
  followAccounts(forgetTraces)
  useNotices({
    accounts,
    active: activeAccount,
    chat: () => {
      const at = route()
      return at.at === 'chat' ? at.chat : undefined
    },
    unread: () => accounts().reduce((sum, account) => sum + unreadOf(account), 0),
    open: (account, chat) => {
      switchAccount(account.slot)
      go({ at: 'chat', chat })
    },
  })
  return (
    <>
      <Show when={activeAccount()} keyed>
        {(account) => (
          <AccountContext.Provider value={account}>
            <One account={account} />
          </AccountContext.Provider>
        )}
      </Show>
      <Toasts />
    </>
  )
}

function One(props: { account: Account }): JSX.Element {
  const [keys, setKeys] = createSignal(false)
  /** Who was logged in logs in again by another worker. */
  const inside = createMemo<boolean>((was) => was || props.account.auth().kind === 'in', false)
  const visible = () => props.account.setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', visible)
  onCleanup(() => document.removeEventListener('visibilitychange', visible))
  createEffect(visible)
  followLanguage(props.account)
  followBuild(props.account)
  return (
    <div class={styles.app}>
      <Status />
      <ErrorBoundary fallback={(error, reset) => <Broken onRetry={() => again(error, reset)} />}>
        <Switch fallback={<Waiting />}>
          <Match when={props.account.auth().kind === 'broken' || (workerBroken() && !inside())}>
            <Broken onRetry={() => location.reload()} />
          </Match>
          <Match when={props.account.auth().kind === 'in'}>
            <Inside account={props.account} showKeys={() => setKeys(true)} />
          </Match>
          <Match when={props.account.auth().kind === 'out' && !inside()}>
            <Suspense fallback={<Waiting />}>
              <Login onCancel={accounts().length > 1 ? () => removeAccount(props.account.slot) : undefined} />
            </Suspense>
          </Match>
        </Switch>
      </ErrorBoundary>
      <Keys open={keys()} onClose={() => setKeys(false)} />
    </div>
  )
}

function Inside(props: { account: Account; showKeys: () => void }): JSX.Element {
  useAppKeys(props.account, () => props.showKeys())
  return (
    <HostContext.Provider value={hostOf(props.account, props.showKeys)}>
      <Shell route={route()} />
    </HostContext.Provider>
  )
}

/** Before one knows whether somebody is logged in. */
function Waiting(): JSX.Element {
  return (
    <main class={styles.waiting} aria-busy="true">
      <h1 class="spoken">{t('app.loading')}</h1>
      <Skeleton label={t('app.loading')} count={9} />
    </main>
  )
}

/** Parts of the page that could not be fetched, perhaps for a newer build, come with the page. */
function again(error: unknown, reset: () => void): void {
  if (error instanceof TypeError && /import/i.test(error.message)) location.reload()
  else reset()
}

function Broken(props: { onRetry: () => void }): JSX.Element {
  return (
    <main class={styles.broken}>
      <Failure title={t('app.broken')} text={t('app.broken.text')} onRetry={props.onRetry} />
    </main>
  )
}
