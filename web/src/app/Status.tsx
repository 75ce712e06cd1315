import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../api/account'
import type { Connection } from '../api/patch'
import { t } from '../lang/lang'
import { Icon } from '../ui/Icon'
import { Spinner } from '../ui/Spinner'
import styles from './Status.module.css'

/** How long a state lasts before it is told: what passes quickly is not worth a word. */
const patience = 1000

/** The line on top that says what is wrong with the connection, as long as something is. */
export function Status(): JSX.Element {
  const account = useAccount()
  const [online, setOnline] = createSignal(navigator.onLine)
  const change = () => setOnline(navigator.onLine)
  addEventListener('online', change)
  addEventListener('offline', change)
  onCleanup(() => {
    removeEventListener('online', change)
    removeEventListener('offline', change)
  })
  // Who is offline may still reach a server close by.
  const state = (): Connection =>
    account.connection() === 'connecting' && !online() ? 'offline' : account.connection()
  const [told, setTold] = createSignal<Connection>('connected')
  createEffect(() => {
    const now = state()
    const timer = setTimeout(() => setTold(now), now === 'connected' ? 0 : patience)
    onCleanup(() => clearTimeout(timer))
  })
  const words = () => {
    if (told() === 'updating') return t('app.updating')
    if (told() === 'connecting') return t('app.connecting')
    return online() ? t('app.unreachable') : t('app.offline')
  }
  return (
    <div class={styles.status} role="status">
      <Show when={told() !== 'connected'}>
        <div class={styles.line}>
          <Show when={told() === 'offline'} fallback={<Spinner size={16} />}>
            <Icon name="offline" size={18} />
          </Show>
          {words()}
        </div>
      </Show>
    </div>
  )
}
