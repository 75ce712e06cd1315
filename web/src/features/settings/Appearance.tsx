import { For, type JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { keyCaps } from '../../ui/hotkeys'
import { corners, sendBy, textSize } from '../../ui/preferences'
import { RadioGroup } from '../../ui/RadioGroup'
import { Section } from '../../ui/Section'
import { Slider } from '../../ui/Slider'
import { useHost } from './host'
import { Page } from './Page'
import styles from './Settings.module.css'
import { hours, now, setHours, timeOf } from './times'

/** How everything looks in this browser. */
export function Appearance(): JSX.Element {
  const host = useHost()
  const keys = (combination: string) => keyCaps(combination).join(' + ')
  return (
    <Page title={t('settings.appearance')} up="">
      <div class={styles.sample} aria-hidden="true">
        <span class={styles.bubble}>{t('settings.sample.1')}</span>
        <span class={classes(styles.bubble, styles.out)}>{t('settings.sample.2')}</span>
      </div>
      <Section title={t('settings.text')}>
        <div>
          <Slider
            label={t('settings.textSize')}
            min={12}
            max={22}
            value={textSize()}
            onInput={textSize.set}
            text={t('settings.pixels', { n: textSize() })}
          />
          <Slider
            label={t('settings.corners')}
            min={0}
            max={20}
            value={corners()}
            onInput={corners.set}
            text={t('settings.pixels', { n: corners() })}
          />
        </div>
      </Section>
      <Section title={t('settings.theme')}>
        <RadioGroup
          hideLabel
          label={t('settings.theme')}
          options={host.themes.map((theme) => ({ value: theme, label: themeName(theme) }))}
          value={host.theme()}
          onChange={host.setTheme}
        />
      </Section>
      <Section title={t('settings.accent')}>
        <Accents />
      </Section>
      <Section title={t('settings.sendBy')}>
        <RadioGroup
          hideLabel
          label={t('settings.sendBy')}
          options={[
            { value: 'enter', label: keys('Enter'), hint: t('settings.sendBy.enter') },
            { value: 'mod', label: keys('Mod+Enter'), hint: t('settings.sendBy.mod') },
          ]}
          value={sendBy()}
          onChange={sendBy.set}
        />
      </Section>
      <Section title={t('settings.hours')}>
        <RadioGroup
          hideLabel
          label={t('settings.hours')}
          options={[
            { value: 'language', label: t('settings.hours.language') },
            { value: '12', label: timeOf(now(), '12') },
            { value: '24', label: timeOf(now(), '24') },
          ]}
          value={hours()}
          onChange={setHours}
        />
      </Section>
    </Page>
  )
}

const themeName = (theme: string): string => {
  if (theme === 'light') return t('settings.theme.light')
  return theme === 'dark' ? t('settings.theme.dark') : t('settings.theme.system')
}

const accentName = (accent: string): string => {
  switch (accent) {
    case 'teal':
      return t('settings.accent.teal')
    case 'green':
      return t('settings.accent.green')
    case 'orange':
      return t('settings.accent.orange')
    case 'red':
      return t('settings.accent.red')
    case 'pink':
      return t('settings.accent.pink')
    case 'violet':
      return t('settings.accent.violet')
    case 'graphite':
      return t('settings.accent.graphite')
    default:
      return t('settings.accent.blue')
  }
}

function Accents(): JSX.Element {
  const host = useHost()
  return (
    <div class={styles.accents} role="radiogroup" aria-label={t('settings.accent')}>
      <For each={host.accents}>
        {(accent) => (
          <input
            class={styles.accent}
            type="radio"
            name="accent"
            data-accent={accent}
            aria-label={accentName(accent)}
            title={accentName(accent)}
            checked={host.accent() === accent}
            onChange={() => host.setAccent(accent)}
          />
        )}
      </For>
    </div>
  )
}
