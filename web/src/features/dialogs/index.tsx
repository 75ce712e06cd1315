import { For, type JSX, onMount } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'

export interface DialogListProps {
  /** The chat that is open beside it. */
  chat?: number | undefined
  /** The archive instead of the main list. */
  archived?: boolean
  /** The button of the main menu, for the start of the header. */
  menu?: JSX.Element
}

export function DialogList(props: DialogListProps): JSX.Element {
  const { api, tables } = useAccount()
  onMount(() => void api.loadDialogs({ archived: false }))
  const sorted = () =>
    Object.values(tables.dialogs)
      .filter((d) => !d.archived)
      .sort((a, b) => b.date - a.date)
  return (
    <nav aria-label={t('dialogs.chats')}>
      <header>{props.menu}</header>
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
