import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { escapeOrder, useHotkey } from '../../ui/hotkeys'
import { Composer } from '../composer'
import { createFeed, Feed, type Marks } from '../feed'
import { RequestsBar } from '../invites'
import styles from './Chat.module.css'
import { EmptyChat } from './EmptyChat'
import { Header } from './Header'
import { PinnedBar } from './PinnedBar'
import { SearchPanel } from './SearchPanel'
import { SelectionBar } from './SelectionBar'
import { StrangerBar } from './StrangerBar'

export interface ChatProps {
  chat: PeerId
  topic?: number | undefined
  /** The message to show. */
  message?: number | undefined
  /** How far a thread that is no topic was read. */
  marks?: Partial<Marks>
  /** The post whose comments these are. */
  post?: { readonly chat: PeerId; readonly id: number }
}

/** Chat is a conversation: who it is with, what was written, and the box to write in. */
export function Chat(props: ChatProps): JSX.Element {
  const account = useAccount()
  const topic = props.topic === undefined ? {} : { topic: props.topic }
  const feed = createFeed(account, { chat: props.chat, ...topic }, props.marks ? () => props.marks : undefined)
  const [search, setSearch] = createSignal<string>()
  createEffect(
    on(
      () => props.message,
      (message) => {
        if (message !== undefined && feed.ready()) void feed.jump(message)
      },
      { defer: true },
    ),
  )
  useHotkey({
    keys: 'Escape',
    priority: escapeOrder.selection,
    run: () => {
      if (!feed.selection.active()) return false
      feed.selection.clear()
      return
    },
  })
  useHotkey({
    keys: 'Escape',
    priority: escapeOrder.mode,
    run: () => {
      if (search() === undefined) return false
      setSearch(undefined)
      return
    },
  })
  useHotkey({
    keys: 'Mod+F',
    group: 'chat',
    label: () => t('chat.keys.search'),
    run: () => {
      setSearch('')
      return
    },
  })
  const name = () => account.tables.peers[props.chat]?.name ?? ''
  return (
    <>
      <Show
        when={search() === undefined}
        fallback={<SearchPanel feed={feed} text={search() ?? ''} onClose={() => setSearch(undefined)} />}
      >
        <Header feed={feed} post={props.post} onSearch={() => setSearch('')} />
      </Show>
      <Show when={props.topic === undefined}>
        <RequestsBar chat={props.chat} />
        <StrangerBar chat={props.chat} />
      </Show>
      <PinnedBar feed={feed} />
      <Feed
        feed={feed}
        message={props.message}
        label={t('chat.messages', { name: name() })}
        empty={<EmptyChat chat={props.chat} topic={props.topic} />}
        onSearch={setSearch}
      />
      <Show
        when={feed.selection.active()}
        fallback={
          <div class={styles.composer}>
            <Composer chat={props.chat} topic={props.topic} />
          </div>
        }
      >
        <SelectionBar feed={feed} />
      </Show>
    </>
  )
}
