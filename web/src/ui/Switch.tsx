import { createUniqueId, type JSX, Show } from 'solid-js'
import { classes } from './classes'
import styles from './Switch.module.css'

export interface SwitchProps {
  label: JSX.Element
  checked: boolean
  onChange: (checked: boolean) => void
  /** A sentence below the label. */
  hint?: JSX.Element
  disabled?: boolean
}

/** Switch turns something on or off at once. The whole row is pressed. */
export function Switch(props: SwitchProps) {
  return <Toggle {...props} kind="switch" />
}

/** Checkbox is a choice that counts when a form is sent, or one of many. The whole row is pressed. */
export function Checkbox(props: SwitchProps) {
  return <Toggle {...props} kind="checkbox" />
}

function Toggle(props: SwitchProps & { kind: 'switch' | 'checkbox' }) {
  const id = createUniqueId()
  return (
    <label class={classes(styles.row, props.kind === 'checkbox' && styles.first)}>
      <span class={styles.words}>
        <span id={id}>{props.label}</span>
        <Show when={props.hint}>
          <span class={styles.hint} id={`${id}-hint`}>
            {props.hint}
          </span>
        </Show>
      </span>
      <input
        class={styles[props.kind]}
        type="checkbox"
        role={props.kind === 'switch' ? 'switch' : undefined}
        aria-labelledby={id}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        checked={props.checked}
        disabled={props.disabled}
        onChange={(e) => {
          const want = e.currentTarget.checked
          props.onChange(want)
          e.currentTarget.checked = props.checked // the owner decides
        }}
      />
    </label>
  )
}
