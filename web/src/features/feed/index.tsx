import { createSignal, For, type JSX, onCleanup, onMount } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'

export { summary } from '../message'

export function Feed(props: { chat: number }): JSX.Element {
  const account = useAccount()
  const [ids, setIds] = createSignal<readonly number[]>([])
  onMount(async () => {
    const page = await account.api.history({ chat: props.chat, where: { before: 0 }, limit: 50 })
    setIds(page.ids)
  })
  onCleanup(
    account.on((event) => {
      if (!('chat' in event) || event.chat !== props.chat) return
      if (event.kind === 'new') setIds([...ids(), event.id])
      if (event.kind === 'settled') setIds(ids().map((id) => (id === event.from ? event.id : id)))
      if (event.kind === 'gone') setIds(ids().filter((id) => !event.ids.includes(id)))
    }),
  )
  return (
    <section role="log">
      <For each={ids()}>
        {(id) => {
          const message = () => account.tables.messages[messageKey(props.chat, id)]
          return <article data-state={message()?.state}>{message()?.text}</article>
        }}
      </For>
    </section>
  )
}
