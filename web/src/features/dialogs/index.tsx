import { For, type JSX, onMount } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import { chatLink } from '../../lib/route'

export function DialogList(props: { chat?: number | undefined }): JSX.Element {
  const { api, tables } = useAccount()
  onMount(() => void api.loadDialogs({ archived: false }))
  const sorted = () =>
    Object.values(tables.dialogs)
      .filter((d) => !d.archived)
      .sort((a, b) => b.date - a.date)
  return (
    <nav>
      <For each={sorted()}>
        {(dialog) => (
          <a href={chatLink(dialog.chat)} aria-current={props.chat === dialog.chat ? 'page' : undefined}>
            <b>{tables.peers[dialog.chat]?.name}</b>{' '}
            <span>{tables.messages[messageKey(dialog.chat, dialog.top)]?.text}</span>
            <i>{dialog.unread}</i>
          </a>
        )}
      </For>
    </nav>
  )
}
