import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import type { FeedHandle } from '../../ui/feed/handle'
import { VirtualRows } from '../../ui/VirtualRows'
import type { Chat } from '../folders'
import { ArchiveRow } from './ArchiveRow'
import { attempt } from './attempt'
import { ChatMenu, type ChatMenuTarget } from './ChatMenu'
import { DialogRow } from './DialogRow'
import { createDrag } from './drag'
import { pinnedMoved } from './state'

export interface RowsProps {
  /** The chats in their order. */
  chats: readonly Chat[]
  /** The one that is open. */
  current: PeerId | undefined
  /** The row of the archive is on top. */
  archive?: boolean
  label: string
  onNearEnd: () => void
  /** Puts the pinned chats in another order. */
  onOrder: (order: PeerId[]) => Promise<unknown>
  /** Pins a chat in this list, or not, where that is not the main list's affair. */
  onPin?: ((chat: PeerId, pinned: boolean) => Promise<unknown>) | undefined
}

const archiveKey = 'archive'

/** Rows is a list of chats: arrows move, the menu key or a long press opens what can be done. */
export function Rows(props: RowsProps): JSX.Element {
  const { tables } = useAccount()
  const [focused, setFocused] = createSignal('')
  const [seen, setSeen] = createSignal<readonly string[]>([])
  const [menu, setMenu] = createSignal<ChatMenuTarget>()
  let list: FeedHandle | undefined
  const places = createMemo(() => new Map(props.chats.map((chat) => [String(chat.chat), chat])))
  const keys = createMemo(
    () => [...(props.archive ? [archiveKey] : []), ...props.chats.map((chat) => String(chat.chat))],
    undefined,
    { equals: (a, b) => a.length === b.length && a.every((key, i) => key === b[i]) },
  )
  const pinned = () => props.chats.filter((chat) => chat.pinned > 0).map((chat) => chat.chat)
  const drag = createDrag((chat, to) => void move(chat, to))
  const move = (chat: PeerId, to: PeerId) => attempt(props.onOrder(pinnedMoved(pinned(), chat, to)))
  /** The row that the Tab key comes to: where one was, the open chat, or the first in sight. */
  const tabbable = createMemo(() => {
    const shown = seen()
    const wanted = [focused(), String(props.current ?? '')].find((key) => places().has(key) && shown.includes(key))
    return wanted ?? shown.find((key) => key !== archiveKey) ?? keys()[0]
  })
  createEffect(
    on(
      () => props.current,
      (now) => {
        // The chat that was opened by a key or a link comes into sight.
        const key = String(now ?? '')
        if (now !== undefined && places().has(key) && !seen().includes(key)) list?.scrollToKey(key, { align: 'center' })
      },
      { defer: true },
    ),
  )
  const openMenu = (key: string, at: ChatMenuTarget['at']) => {
    const chat = Number(key)
    const order = pinned()
    const i = order.indexOf(chat)
    const above = order[i - 1]
    const below = order[i + 1]
    const pin = props.onPin
    setMenu({
      chat,
      at,
      above: i > 0 && above !== undefined ? () => void move(chat, above) : undefined,
      below: i >= 0 && below !== undefined ? () => void move(chat, below) : undefined,
      pin: pin && { pinned: i >= 0, toggle: () => pin(chat, i < 0) },
    })
  }
  const row = (key: string) => {
    if (key === archiveKey) return <ArchiveRow onFocus={() => setFocused(key)} />
    const chat = Number(key)
    const isPinned = () => (places().get(key)?.pinned ?? 0) > 0
    return (
      <Show when={tables.dialogs[chat]}>
        <DialogRow
          chat={chat}
          current={props.current === chat}
          tabbable={tabbable() === key}
          pinned={isPinned()}
          onMenu={(at) => openMenu(key, at)}
          onFocus={() => setFocused(key)}
          drag={isPinned() ? drag.row(chat) : undefined}
          dropping={drag.over() === chat}
        />
      </Show>
    )
  }
  return (
    <>
      <VirtualRows
        keys={keys()}
        render={row}
        guess={72}
        label={props.label}
        onNearEnd={() => props.onNearEnd()}
        onVisible={setSeen}
        ref={(handle) => {
          list = handle
        }}
      />
      <ChatMenu target={menu()} onClose={() => setMenu(undefined)} />
      <span class="spoken" role="status">
        {drag.over() === undefined ? '' : t('dialogs.dragging')}
      </span>
    </>
  )
}
