import { createSignal } from 'solid-js'
import { formatRoute, parseRoute, type Route } from '../lib/route'

const [hash, setHash] = createSignal(location.hash)
window.addEventListener('hashchange', () => setHash(location.hash))

/** route is where one is: a signal. */
export const route = (): Route => parseRoute(hash())

/** go goes somewhere else; `replace`: the browser's back does not come here again. */
export function go(to: Route, replace = false): void {
  const address = formatRoute(to)
  if (replace) history.replaceState(history.state, '', address)
  else location.hash = address
  setHash(location.hash)
}
