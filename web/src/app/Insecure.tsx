import type { JSX } from 'solid-js'
import { t } from '../lang/lang'
import { Failure } from '../ui/Failure'
import styles from './App.module.css'

/** Instead of the app where the browser lets no page encrypt: over http from another machine. */
export function Insecure(): JSX.Element {
  return (
    <main class={styles.app}>
      <div class={styles.broken}>
        <Failure title={t('app.insecure')} text={t('app.insecure.text')} />
      </div>
    </main>
  )
}
