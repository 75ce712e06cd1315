import { For, type JSX } from 'solid-js'
import type { PeerId } from '../../api/peer'
import { locale } from '../../lang/lang'
import { PeerName } from './PeerName'

/** Names are people as a sentence lists them, each name a link. */
export function Names(props: { ids: readonly PeerId[]; class?: string | undefined }): JSX.Element {
  const parts = () => {
    const marks = props.ids.map(String)
    return new Intl.ListFormat(locale(), { type: 'conjunction' }).formatToParts(marks)
  }
  return (
    <For each={parts()}>
      {(part) => (part.type === 'element' ? <PeerName id={Number(part.value)} class={props.class} /> : part.value)}
    </For>
  )
}
