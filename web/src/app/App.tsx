import { createEffect, createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import { type Account, AccountContext } from '../api/account'
import { Login } from '../features/auth'
import { parseRoute } from '../lib/route'
import { activeAccount } from './accounts'
import { followLanguage } from './language'
import { followBuild } from './offline'
import { Shell } from './Shell'

const [hash, setHash] = createSignal(location.hash)
window.addEventListener('hashchange', () => setHash(location.hash))

/** Where one is. */
export const route = () => parseRoute(hash())

export function App(): JSX.Element {
  return (
    <Show when={activeAccount()} keyed>
      {(account) => (
        <AccountContext.Provider value={account}>
          <One account={account} />
        </AccountContext.Provider>
      )}
    </Show>
  )
}

function One(props: { account: Account }): JSX.Element {
  const visible = () => props.account.setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', visible)
  onCleanup(() => document.removeEventListener('visibilitychange', visible))
  createEffect(visible)
  followLanguage(props.account)
  followBuild(props.account)
  return (
    <Switch>
      <Match when={props.account.auth().kind === 'in'}>
        <Shell route={route()} />
      </Match>
      <Match when={props.account.auth().kind === 'out'}>
        <Login />
      </Match>
    </Switch>
  )
}
