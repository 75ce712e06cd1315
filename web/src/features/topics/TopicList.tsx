import { createMemo, createResource, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Topic } from '../../api/dialog'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { isMember, may, mayAsAdmin } from '../../api/rights'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import { IconButton } from '../../ui/IconButton'
import type { Anchor } from '../../ui/place'
import { SearchField } from '../../ui/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { VirtualRows } from '../../ui/VirtualRows'
import { RequestsBar } from '../invites'
import { ordered } from './order'
import { TopicDialog } from './TopicDialog'
import { TopicHeader } from './TopicHeader'
import { TopicMenu } from './TopicMenu'
import { TopicRow } from './TopicRow'
import styles from './Topics.module.css'

export interface TopicListProps {
  chat: PeerId
  /** The topic that is open beside the list. */
  topic?: number | undefined
  /** It stands at the side of an open topic, not in place of the chat. */
  side?: boolean
}

/** The topics of a forum, in place of its chat or beside it. */
export function TopicList(props: TopicListProps): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const [error, setError] = createSignal<unknown>()
  const [ready, setReady] = createSignal(false)
  const [searching, setSearching] = createSignal(false)
  const [query, setQuery] = createSignal('')
  const [making, setMaking] = createSignal(false)
  const [menu, setMenu] = createSignal<{ topic: Topic; at: Anchor }>()
  const group = () => {
    const peer = tables.peers[props.chat]
    return peer?.kind === 'user' ? undefined : peer
  }
  const load = async (restart: boolean) => {
    try {
      await api.loadTopics({ chat: props.chat, restart })
      setError(undefined)
      setReady(true)
    } catch (failed) {
      setError(failed)
    }
  }
  void load(true)
  onCleanup(
    account.on((event) => {
      if (event.kind === 'reset' && (event.chat === 0 || event.chat === props.chat)) void load(true)
    }),
  )
  const known = createMemo(() => Object.values(tables.topics).filter((topic) => topic.chat === props.chat))
  const manages = () => {
    const now = group()
    return now !== undefined && mayAsAdmin(now, 'manageTopics')
  }
  const [found] = createResource(
    () => query().trim() || undefined,
    (text) => api.searchTopics({ chat: props.chat, query: text }).catch(() => []),
  )
  const shown = createMemo(() => {
    const text = query().trim().toLocaleLowerCase()
    const all = ordered(known(), manages())
    if (text === '') return all
    const hits = new Set(found.latest ?? [])
    return all.filter((topic) => hits.has(topic.id) || topic.title.toLocaleLowerCase().includes(text))
  })
  const stop = () => {
    setQuery('')
    setSearching(false)
  }
  const creates = () => {
    const now = group()
    return now !== undefined && isMember(now) && may(now, 'manageTopics')
  }
  const row = (key: string) => (
    <Show when={tables.topics[messageKey(props.chat, Number(key))]}>
      {(topic) => (
        <TopicRow
          topic={topic()}
          current={props.topic === topic().id}
          onMenu={(at) => setMenu({ topic: topic(), at })}
        />
      )}
    </Show>
  )
  return (
    <section class={`${styles.topics} ${props.side ? styles.side : ''}`} aria-label={t('topics.title')}>
      <Show when={group()}>{(peer) => <TopicHeader group={peer()} onSearch={() => setSearching(true)} />}</Show>
      <RequestsBar chat={props.chat} />
      <Show when={searching()}>
        <div class={styles.top}>
          <SearchField
            label={t('topics.search')}
            value={query()}
            onInput={setQuery}
            onClear={stop}
            busy={found.loading}
            autofocus
          />
        </div>
      </Show>
      <div class={styles.list}>
        <Show
          when={shown().length > 0}
          fallback={
            <Show
              when={error() === undefined}
              fallback={<Failure title={t('info.failed')} text={errorText(error())} onRetry={() => load(true)} />}
            >
              <Show when={ready()} fallback={<Skeleton label={t('info.loading')} />}>
                <Empty icon="topic" text={query() === '' ? t('topics.none') : t('topics.notFound')} />
              </Show>
            </Show>
          }
        >
          <VirtualRows
            label={t('topics.title')}
            keys={shown().map((topic) => String(topic.id))}
            guess={68}
            onNearEnd={() => query() === '' && void load(false)}
            render={row}
          />
        </Show>
        <Show when={creates()}>
          <span class={styles.add}>
            <IconButton icon="plus" kind="filled" label={t('topics.new')} onClick={() => setMaking(true)} />
          </span>
        </Show>
      </div>
      <Show when={group()}>
        {(peer) => <TopicMenu group={peer()} topics={known()} shown={menu()} onClose={() => setMenu(undefined)} />}
      </Show>
      <Show when={making()}>
        <TopicDialog chat={props.chat} onClose={() => setMaking(false)} />
      </Show>
    </section>
  )
}
