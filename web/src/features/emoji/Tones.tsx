import { createSignal } from 'solid-js'
import { t } from '../../lang/lang'
import { Menu } from '../../ui/Menu'
import styles from './EmojiPicker.module.css'
import { setTone, tone } from './recent'
import { type Tone, toned, tones } from './tone'

/** toneName says a skin tone. */
export function toneName(skin: Tone): string {
  switch (skin) {
    case '':
      return t('emoji.tone.none')
    case '🏻':
      return t('emoji.tone.light')
    case '🏼':
      return t('emoji.tone.mediumLight')
    case '🏽':
      return t('emoji.tone.medium')
    case '🏾':
      return t('emoji.tone.mediumDark')
    case '🏿':
      return t('emoji.tone.dark')
  }
}

/** Tones is a button that shows the skin tone of people and hands, and changes it. */
export function Tones() {
  const [at, setAt] = createSignal<HTMLElement>()
  return (
    <>
      <button
        type="button"
        class={styles.tone}
        aria-label={`${t('emoji.tone')}: ${toneName(tone())}`}
        aria-haspopup="menu"
        aria-expanded={at() !== undefined}
        title={t('emoji.tone')}
        onClick={(e) => setAt(e.currentTarget)}
      >
        {toned('✋', 'a', tone())}
      </button>
      <Menu
        at={at()}
        label={t('emoji.tone')}
        items={tones.map((skin) => ({
          label: `${toned('✋', 'a', skin)} ${toneName(skin)}`,
          checked: skin === tone(),
          onSelect: () => setTone(skin),
        }))}
        onClose={() => setAt(undefined)}
        end
      />
    </>
  )
}
