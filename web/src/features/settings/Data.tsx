import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { percent, size } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { ListRow } from '../../ui/ListRow'
import { Progress } from '../../ui/Progress'
import { Section } from '../../ui/Section'
import { toast } from '../../ui/Toast'
import { useHost } from './host'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'

const parts = ['list', 'history', 'outbox'] as const

/** What this browser keeps. */
export function Data(): JSX.Element {
  const { api } = useAccount()
  const host = useHost()
  const use = createLoad(() => api.cacheUse({}))
  const total = createLoad(async () => navigator.storage?.estimate?.() ?? {})
  const clear = async () => {
    if (!(await attempt(api.clearCache({})))) return
    await use.reload()
    toast(t('settings.data.cleared'))
  }
  return (
    <Page title={t('settings.data')} up="">
      <Section title={t('settings.data.account')} footer={t('settings.data.text')}>
        <Loaded of={use} rows={3}>
          {(value) => (
            <For each={parts}>
              {(part) => <ListRow title={t(`settings.data.${part}`)} trailing={size(value()[part])} />}
            </For>
          )}
        </Loaded>
        <div class={styles.pad}>
          <Button kind="tonal" icon="trash" wide onClick={clear}>
            {t('settings.data.clear')}
          </Button>
        </div>
      </Section>
      <Show when={total.value()?.quota}>
        {(quota) => (
          <Section title={t('settings.data.browser', { n: host.accounts().length })}>
            <div class={styles.form}>
              <Progress
                label={t('settings.data.used', {
                  used: size(total.value()?.usage ?? 0),
                  of: size(quota()),
                  part: percent((total.value()?.usage ?? 0) / quota()),
                })}
                showLabel
                value={(total.value()?.usage ?? 0) / quota()}
              />
            </div>
          </Section>
        )}
      </Show>
    </Page>
  )
}
