import { createUniqueId, Index, type JSX, Show } from 'solid-js'
import { classes } from './classes'
import styles from './Switch.module.css'

export interface RadioGroupProps<V extends string> {
  /** What is chosen. */
  label: string
  options: readonly { value: V; label: JSX.Element; hint?: JSX.Element; disabled?: boolean }[]
  value: V | undefined
  onChange: (value: V) => void
  /** The label is said elsewhere in sight. */
  hideLabel?: boolean
}

/** RadioGroup is one choice of a few, all in sight. */
export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const id = createUniqueId()
  return (
    <fieldset aria-labelledby={id}>
      <legend id={id} class={props.hideLabel ? 'spoken' : undefined}>
        {props.label}
      </legend>
      <Index each={props.options}>
        {(o, i) => (
          <label class={classes(styles.row, styles.first)}>
            <span class={styles.words}>
              <span id={`${id}-${i}`}>{o().label}</span>
              <Show when={o().hint}>
                <span class={styles.hint} id={`${id}-${i}-hint`}>
                  {o().hint}
                </span>
              </Show>
            </span>
            <input
              class={styles.radio}
              type="radio"
              name={id}
              aria-labelledby={`${id}-${i}`}
              aria-describedby={o().hint ? `${id}-${i}-hint` : undefined}
              checked={o().value === props.value}
              disabled={o().disabled}
              onChange={() => props.onChange(o().value)}
            />
          </label>
        )}
      </Index>
    </fieldset>
  )
}
