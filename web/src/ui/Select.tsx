import { createUniqueId, Index } from 'solid-js'
import { Icon } from './Icon'
import styles from './Select.module.css'

export interface SelectProps<V extends string> {
  label: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
  disabled?: boolean
}

/** Select is one choice of many, in the browser's own list. */
export function Select<V extends string>(props: SelectProps<V>) {
  const id = createUniqueId()
  return (
    <div class={styles.field}>
      <label class={styles.label} for={id}>
        {props.label}
      </label>
      <select
        id={id}
        class={styles.select}
        disabled={props.disabled}
        onChange={(e) => {
          const chosen = props.options[e.currentTarget.selectedIndex]
          if (chosen) props.onChange(chosen.value)
        }}
      >
        <Index each={props.options}>
          {(o) => (
            <option value={o().value} selected={o().value === props.value}>
              {o().label}
            </option>
          )}
        </Index>
      </select>
      <span class={styles.arrow}>
        <Icon name="down" size={18} />
      </span>
    </div>
  )
}
