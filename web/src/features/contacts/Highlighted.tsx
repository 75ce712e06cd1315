import { For, type JSX, Show } from 'solid-js'
import { highlight } from '../../lib/search'
import styles from './PeerName.module.css'

/** Highlighted is text in which what a query found is marked. */
export function Highlighted(props: { text: string; query: string }): JSX.Element {
  const parts = () => {
    const out: { text: string; hit: boolean }[] = []
    let at = 0
    for (const [from, to] of highlight(props.text, props.query)) {
      if (from > at) out.push({ text: props.text.slice(at, from), hit: false })
      out.push({ text: props.text.slice(from, to), hit: true })
      at = to
    }
    if (at < props.text.length) out.push({ text: props.text.slice(at), hit: false })
    return out
  }
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.hit} fallback={part.text}>
          <mark class={styles.hit}>{part.text}</mark>
        </Show>
      )}
    </For>
  )
}
