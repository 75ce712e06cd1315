import { createUniqueId, type JSX, Show } from 'solid-js'
import styles from './Section.module.css'

export interface SectionProps {
  title?: JSX.Element
  /** A sentence below that explains. */
  footer?: JSX.Element
  children: JSX.Element
}

/** Section is a group of rows or fields with a title, on a surface of its own. */
export function Section(props: SectionProps) {
  const id = createUniqueId()
  return (
    <div class={styles.section} role="group" aria-labelledby={props.title ? id : undefined}>
      <div class={styles.card}>
        <Show when={props.title}>
          <h2 id={id} class={styles.title}>
            {props.title}
          </h2>
        </Show>
        {props.children}
      </div>
      <Show when={props.footer}>
        <p class={styles.footer}>{props.footer}</p>
      </Show>
    </div>
  )
}
