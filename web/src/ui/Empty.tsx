import { type JSX, Show } from 'solid-js'
import styles from './Empty.module.css'
import { Icon, type IconName } from './Icon'

export interface EmptyProps {
  icon: IconName
  /** A few words. */
  title?: string
  /** A sentence: what is not here, and how it comes here. */
  text: JSX.Element
  /** A button. */
  action?: JSX.Element
}

/** Empty says that there is nothing here, and what to do about it. */
export function Empty(props: EmptyProps) {
  return (
    <div class={styles.empty}>
      <span class={styles.icon}>
        <Icon name={props.icon} size={36} />
      </span>
      <Show when={props.title}>
        <p class={styles.title}>{props.title}</p>
      </Show>
      <p class={styles.text}>{props.text}</p>
      {props.action}
    </div>
  )
}
