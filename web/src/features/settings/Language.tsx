import { createSignal, For, type JSX, Show } from 'solid-js'
import { chooseLanguage, chosen, offered } from '../../lang/choice'
import { dateTime, now, percent } from '../../lang/format'
import { language, t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { SearchField } from '../../ui/SearchField'
import { Section } from '../../ui/Section'
import { attempt } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'

/** In which language everything is said. */
export function Language(): JSX.Element {
  const [query, setQuery] = createSignal('')
  const shown = () => {
    const wanted = query().trim().toLowerCase()
    return offered().filter((l) => `${l.name} ${l.native} ${l.code}`.toLowerCase().includes(wanted))
  }
  const choose = (code: string | undefined) => void attempt(chooseLanguage(code))
  const tick = (on: boolean) => (on ? <Icon name="check" /> : undefined)
  return (
    <Page title={t('settings.language')} up="">
      <Show when={offered().length > 6}>
        <div class={styles.pad}>
          <SearchField label={t('settings.language.search')} value={query()} onInput={setQuery} />
        </div>
      </Show>
      <Section footer={t('settings.language.text', { example: dateTime(now()) })}>
        <ListRow
          title={t('settings.language.browser')}
          aria-pressed={chosen() === undefined}
          trailing={tick(chosen() === undefined)}
          onClick={() => choose(undefined)}
        />
        <For each={shown()}>
          {(one) => (
            <ListRow
              title={<span lang={one.code}>{one.native}</span>}
              subtitle={
                one.done < 1 ? t('settings.language.part', { name: one.name, part: percent(one.done) }) : one.name
              }
              aria-pressed={chosen() === one.code}
              accent={language().code === one.code}
              trailing={tick(chosen() === one.code)}
              onClick={() => choose(one.code)}
            />
          )}
        </For>
      </Section>
    </Page>
  )
}
