import { createUniqueId, For, type JSX } from 'solid-js'
import type { FolderDraft } from '../../api/folders'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { Section } from '../../ui/Section'
import { icons } from './draft'
import styles from './Folders.module.css'

const colors = [0, 1, 2, 3, 4, 5, 6] as const

/** Look is how a folder is shown: its emoji and its colour. */
export function Look(props: { draft: FolderDraft; onChange: (draft: FolderDraft) => void }): JSX.Element {
  const name = createUniqueId()
  const without = (key: 'emoji' | 'color'): FolderDraft => {
    const { [key]: _, ...rest } = props.draft
    return rest
  }
  const emoji = (chosen: string) =>
    props.onChange(chosen === props.draft.emoji ? without('emoji') : { ...props.draft, emoji: chosen })
  return (
    <Section title={t('folders.look')}>
      <fieldset class={styles.icons} aria-label={t('folders.icon')}>
        <For each={icons}>
          {(icon) => (
            <button
              type="button"
              class={styles.icon}
              aria-pressed={props.draft.emoji === icon}
              aria-label={icon}
              onClick={() => emoji(icon)}
            >
              {icon}
            </button>
          )}
        </For>
      </fieldset>
      <fieldset class={styles.colors} aria-label={t('folders.color')}>
        <label class={styles.color}>
          <input
            type="radio"
            name={name}
            aria-label={t('folders.noColor')}
            checked={props.draft.color === undefined}
            onChange={() => props.onChange(without('color'))}
          />
          <Icon name="close" size={16} />
        </label>
        <For each={colors}>
          {(color, i) => (
            <label class={styles.color} style={{ '--swatch': `var(--peer-${color}-fill)` }}>
              <input
                type="radio"
                name={name}
                aria-label={t('folders.colorNumber', { n: i() + 1 })}
                checked={props.draft.color === color}
                onChange={() => props.onChange({ ...props.draft, color })}
              />
            </label>
          )}
        </For>
      </fieldset>
    </Section>
  )
}
