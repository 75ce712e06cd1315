import { type JSX, Show } from 'solid-js'
import styles from './Chip.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

export interface ChipProps {
  label: JSX.Element
  icon?: IconName
  leading?: JSX.Element
  /** It is a filter, and this is its state. */
  pressed?: boolean
  onClick?: () => void
  /** What removing it is called; with onRemove it has a button for that. */
  removeLabel?: string
  onRemove?: () => void
}

/** Chip is a small thing with a word: a filter to press, a person chosen. */
export function Chip(props: ChipProps) {
  const content = () => (
    <>
      <Show when={props.icon}>{(name) => <Icon name={name()} size={16} />}</Show>
      {props.leading}
      <span class={styles.label}>{props.label}</span>
    </>
  )
  return (
    <span class={classes(styles.chip, props.pressed && styles.pressed)}>
      <Show when={props.onClick} fallback={<span class={styles.body}>{content()}</span>}>
        <button type="button" class={styles.body} aria-pressed={props.pressed} onClick={() => props.onClick?.()}>
          {content()}
        </button>
      </Show>
      <Show when={props.onRemove}>
        <button type="button" class={styles.remove} aria-label={props.removeLabel} onClick={() => props.onRemove?.()}>
          <Icon name="close" size={14} />
        </button>
      </Show>
    </span>
  )
}
