import { createMemo, createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { now } from '../../lang/format'
import { locale, t } from '../../lang/lang'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import type { FeedHandle } from '../../ui/feed/handle'
import { Skeleton } from '../../ui/Skeleton'
import { VirtualRows } from '../../ui/VirtualRows'
import { createLookup, findPeers } from '../contacts'
import { Filters, type Limits } from './Filters'
import { FoundRow } from './FoundRow'
import { createMessageSearch } from './found'
import { forgetRecent, recentPeers, rememberPeer } from './recent'
import { type Row, rowsOf } from './rows'
import styles from './Search.module.css'
import { TopPeers } from './TopPeers'

export interface SearchPanelProps {
  query: string
  /** The chat that is open. */
  current: PeerId | undefined
  /** A chat was opened: the search has done its work. */
  onOpen: () => void
  /** Gives a way to go to the results from the field, and to open the first. */
  ref: (handle: SearchHandle) => void
}

export interface SearchHandle {
  focusFirst(): void
  openFirst(): void
}

const day = 86_400

/** SearchPanel is what is found for a query: chats, people, messages; before one types, whom one looked for last. */
export function SearchPanel(props: SearchPanelProps): JSX.Element {
  const account = useAccount()
  const { api, tables, slot } = account
  const [limits, setLimits] = createSignal<Limits>({ kind: 'all' })
  const [recent, setRecent] = createSignal<readonly PeerId[]>(recentPeers(slot))
  let list: FeedHandle | undefined
  let panel!: HTMLDivElement
  const query = () => props.query.trim()
  const hashtag = () => query().startsWith('#')
  const limited = () => limits().kind !== 'all' || limits().from !== undefined || limits().days !== undefined
  /** Those that are only known by number are asked for. */
  for (const id of recent()) if (!tables.peers[id]) void api.loadPeer({ chat: id }).catch(() => undefined)

  const lookup = createLookup(api, () => (hashtag() || limited() ? '' : query()))
  const question = createMemo(() => {
    if (query() === '' && limits().kind !== 'links') return undefined
    const { kind, from, days } = limits()
    return {
      query: query(),
      kind,
      ...(from === undefined ? {} : { from }),
      ...(days === undefined ? {} : { since: now() - days * day }),
    }
  })
  const messages = createMessageSearch(api, question)
  const rows = createMemo(() => {
    const none = query() === '' && !limited()
    const peers = !hashtag() && !limited() && !none
    const known = peers ? findPeers(account, query(), locale()) : []
    return rowsOf({
      recent: none ? recent().filter((id) => tables.peers[id]) : [],
      known: [...known, ...(peers ? lookup.mine() : [])],
      others: peers ? lookup.others() : [],
      messages: messages.keys(),
    })
  })
  const keys = createMemo(() => [...rows().keys()])
  const busy = () => messages.busy() || lookup.busy()
  const open = (row: Row) => {
    if (row.kind === 'message') return
    setRecent(rememberPeer(slot, row.peer))
    props.onOpen()
  }
  onMount(() =>
    props.ref({
      focusFirst: () => {
        const first = keys()[0]
        if (first !== undefined) list?.focusKey(first)
      },
      openFirst: () => panel.querySelector<HTMLElement>('[data-row] a')?.click(),
    }),
  )
  const clear = () => {
    forgetRecent(slot)
    setRecent([])
  }
  const row = (key: string) => (
    <Show when={rows().get(key)}>
      {(found) => (
        <FoundRow
          row={found()}
          query={query()}
          current={props.current}
          count={messages.count()}
          onClear={clear}
          onOpen={open}
        />
      )}
    </Show>
  )
  return (
    <div ref={panel} class={styles.panel} role="search" aria-label={t('search.results')}>
      <Show when={query() !== '' || limited()} fallback={<TopPeers />}>
        <Filters limits={limits()} onChange={setLimits} />
      </Show>
      <Switch
        fallback={
          <VirtualRows
            keys={keys()}
            render={row}
            guess={60}
            label={t('search.results')}
            busy={busy()}
            onNearEnd={messages.more}
            ref={(handle) => {
              list = handle
            }}
          />
        }
      >
        <Match when={keys().length === 0 && messages.error()}>
          {(error) => <Failure title={t('search.failed')} text={errorText(error())} onRetry={messages.retry} />}
        </Match>
        <Match when={keys().length === 0 && busy()}>
          <Skeleton label={t('search.busy')} count={6} />
        </Match>
        <Match when={keys().length === 0 && question()}>
          <Empty icon="search" title={t('search.nothing')} text={t('search.nothingText', { query: query() })} />
        </Match>
        <Match when={keys().length === 0}>
          <Empty icon="search" text={t('search.hint')} />
        </Match>
      </Switch>
      <span class="spoken" role="status">
        {question() && !busy() ? t('search.found', { n: keys().length }) : ''}
      </span>
    </div>
  )
}
