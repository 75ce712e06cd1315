import { For } from 'solid-js'
import { language, t } from '../../lang/lang'
import { moveBy } from '../../ui/roving'
import { groupKeys } from './data'
import styles from './EmojiPicker.module.css'

/** What stands for a kind of emoji. */
const faces: Readonly<Record<string, string>> = {
  recent: '🕒',
  smileys: '😀',
  people: '👋',
  animals: '🐻',
  food: '🍔',
  travel: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
}

export interface GroupBarProps {
  /** There are some that were used. */
  recent: boolean
  /** The kind that is in sight. */
  value: string
  title: (key: string) => string
  onChoose: (key: string) => void
}

/** GroupBar leads to the kinds of emoji. Arrows move in it. */
export function GroupBar(props: GroupBarProps) {
  const keys = () => [...(props.recent ? ['recent'] : []), ...groupKeys]
  let bar!: HTMLDivElement
  return (
    <div
      ref={bar}
      class={styles.bar}
      role="toolbar"
      aria-label={t('emoji.groups')}
      onKeyDown={(e) => {
        const all = [...bar.querySelectorAll('button')]
        const at = all.findIndex((b) => b.matches(':focus'))
        const next = moveBy(e.key, at, all.length, 'horizontal', language().dir === 'rtl')
        if (next === undefined) return
        e.preventDefault()
        all[next]?.focus()
      }}
    >
      <For each={keys()}>
        {(key) => (
          <button
            type="button"
            class={styles.group}
            aria-label={props.title(key)}
            title={props.title(key)}
            aria-current={props.value === key ? 'true' : undefined}
            tabIndex={props.value === key || (props.value === '' && key === keys()[0]) ? 0 : -1}
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => props.onChoose(key)}
          >
            {faces[key]}
          </button>
        )}
      </For>
    </div>
  )
}
