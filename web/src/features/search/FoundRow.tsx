import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { MessageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { fullTime, listTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { ListRow } from '../../ui/ListRow'
import { aboutOf, Highlighted, PeerAvatar, PeerName, titleOf } from '../contacts'
import { summary } from '../feed'
import type { Row } from './rows'
import styles from './Search.module.css'

export interface FoundRowProps {
  row: Row
  query: string
  /** The chat that is open. */
  current: PeerId | undefined
  /** How many messages there are. */
  count: number
  onClear: () => void
  onOpen: (row: Row) => void
}

/** FoundRow is somebody or something that was found, under a header where its kind begins. */
export function FoundRow(props: FoundRowProps): JSX.Element {
  const header = () => {
    switch (props.row.kind) {
      case 'recent':
        return t('search.recent')
      case 'known':
        return t('search.known')
      case 'others':
        return t('search.others')
      case 'message':
        return t('search.messages', { n: props.count })
    }
  }
  return (
    <>
      <Show when={props.row.first}>
        <div class={styles.header}>
          <h2>{header()}</h2>
          <Show when={props.row.kind === 'recent'}>
            <button type="button" class={styles.clear} onClick={() => props.onClear()}>
              {t('search.clearRecent')}
            </button>
          </Show>
        </div>
      </Show>
      <div data-row onClick={() => props.onOpen(props.row)} role="none">
        <Switch>
          <Match when={props.row.kind === 'message' ? props.row : undefined}>
            {(row) => <MessageFound key={row().message} query={props.query} />}
          </Match>
          <Match when={props.row.kind !== 'message' ? props.row : undefined}>
            {(row) => <PeerFound peer={row().peer} query={props.query} current={props.current === row().peer} />}
          </Match>
        </Switch>
      </div>
    </>
  )
}

function PeerFound(props: { peer: PeerId; query: string; current: boolean }): JSX.Element {
  const { tables } = useAccount()
  const peer = () => tables.peers[props.peer]
  const about = () => {
    const name = peer()?.username
    const words = aboutOf(peer())
    return name ? (
      <>
        <bdi dir="ltr">
          @<Highlighted text={name} query={props.query.replace(/^@/, '')} />
        </bdi>
        {` · ${words}`}
      </>
    ) : (
      words
    )
  }
  return (
    <ListRow
      href={chatLink(props.peer)}
      current={props.current}
      leading={<PeerAvatar peer={peer()} size={44} />}
      title={<PeerName peer={peer()} query={props.query} />}
      subtitle={about()}
    />
  )
}

function MessageFound(props: { key: MessageKey; query: string }): JSX.Element {
  const account = useAccount()
  const { tables } = account
  const message = () => tables.messages[props.key]
  const chat = () => tables.peers[message()?.chat ?? 0]
  const text = () => {
    const now = message()
    if (!now) return ''
    const from = tables.peers[now.from]
    const line = around(summary(account, now), props.query)
    if (chat()?.kind !== 'group' || from?.kind !== 'user') return line
    return t('search.said', { name: now.out ? t('search.you') : from.firstName || titleOf(from), text: line })
  }
  return (
    <Show when={message()}>
      {(now) => (
        <ListRow
          href={chatLink(now().chat, now().id)}
          leading={<PeerAvatar peer={chat()} size={44} />}
          title={
            <span class={styles.top}>
              <PeerName peer={chat()} />
              <time datetime={new Date(now().date * 1000).toISOString()} title={fullTime(now().date)}>
                {listTime(now().date)}
              </time>
            </span>
          }
          subtitle={<Highlighted text={text()} query={props.query} />}
        />
      )}
    </Show>
  )
}

/** How much of a long text stands before what was found in it. */
const before = 24

/** A text from shortly before what was found on. */
function around(text: string, query: string): string {
  const at = text.toLowerCase().indexOf(query.trim().toLowerCase())
  if (at <= before) return text
  const from = text.indexOf(' ', at - before)
  return from < 0 || from >= at ? text : `…${text.slice(from)}`
}
