import { createSignal, type JSX, onCleanup, Show } from 'solid-js'

/** Late shows its children once they have been there for 300 ms: what is quick leaves no flicker. */
export function Late(props: { after?: number; children: JSX.Element }) {
  const [due, setDue] = createSignal(false)
  const timer = setTimeout(() => setDue(true), props.after ?? 300)
  onCleanup(() => clearTimeout(timer))
  return <Show when={due()}>{props.children}</Show>
}
