import { type JSX, Show } from 'solid-js'
import type { WebPreview } from '../../api/message'
import { safeLink } from '../../lib/link'
import { AppLink } from '../link'
import styles from './Preview.module.css'

/** Preview is what the server read of a page that a message links to. */
export function Preview(props: { preview: WebPreview }): JSX.Element {
  const link = () => safeLink(props.preview.url)
  return (
    <Show when={link()}>
      {(safe) => (
        <AppLink url={safe().href} class={styles.preview}>
          <span class={styles.site}>{props.preview.site ?? props.preview.display}</span>
          <Show when={props.preview.title}>
            <span class={styles.title} dir="auto">
              {props.preview.title}
            </span>
          </Show>
          <Show when={props.preview.description}>
            <span class={styles.description} dir="auto">
              {props.preview.description}
            </span>
          </Show>
        </AppLink>
      )}
    </Show>
  )
}
