import { For, type JSX } from 'solid-js'
import { t } from '../lang/lang'
import { Dialog } from '../ui/Dialog'
import { hotkeys, keyCaps } from '../ui/hotkeys'
import styles from './Keys.module.css'

const groups = ['app', 'chat', 'text'] as const

/** The list of shortcuts: all that are registered now and have words. */
export function Keys(props: { open: boolean; onClose: () => void }): JSX.Element {
  const shown = () => hotkeys().filter((key) => key.label)
  const of = (group: (typeof groups)[number]) => shown().filter((key) => (key.group ?? 'app') === group)
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={t('app.keys.title')}>
      <For each={groups.filter((group) => of(group).length > 0)}>
        {(group) => (
          <section class={styles.group}>
            <h3>{t(`app.keys.group.${group}`)}</h3>
            <dl class={styles.list}>
              <For each={of(group)}>
                {(key) => (
                  <div class={styles.row}>
                    <dt>{key.label?.()}</dt>
                    <dd>
                      <For each={keyCaps(key.keys)}>{(cap) => <kbd class={styles.cap}>{cap}</kbd>}</For>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </Dialog>
  )
}
