import { createMemo, type JSX, Match, Switch } from 'solid-js'
import { type Message, messageKey } from '../../api/message'
import { dayLabel } from '../../lang/format'
import { t } from '../../lang/lang'
import { MessageRow } from '../message'
import styles from './Feed.module.css'
import type { FeedControl } from './feed'
import { type FeedRow, sameRow } from './rows'

/** FeedRowView is a row of the feed: a message, or a line between messages. */
export function FeedRowView(props: { feed: FeedControl; key: string }): JSX.Element {
  const { feed } = props
  const row = createMemo<FeedRow | undefined>(
    // What has left is drawn as it was until the list lets go of it.
    (last) => feed.rows().byKey.get(props.key) ?? last,
    undefined,
    { equals: sameRow },
  )
  const of = <K extends FeedRow['kind']>(kind: K) => {
    const now = row()
    return isKind(now, kind) ? now : undefined
  }
  return (
    <Switch>
      <Match when={of('message')}>{(at) => <Held feed={feed} row={at()} />}</Match>
      <Match when={of('day')}>
        {(at) => (
          <p class={styles.line}>
            <time class={styles.pill} datetime={new Date(at().date * 1000).toISOString().slice(0, 10)}>
              {feed.where.scheduled ? t('feed.scheduledFor', { day: dayLabel(at().date) }) : dayLabel(at().date)}
            </time>
          </p>
        )}
      </Match>
      <Match when={of('unread')}>
        <p class={styles.unread}>{t('feed.unread')}</p>
      </Match>
    </Switch>
  )
}

const isKind = <K extends FeedRow['kind']>(row: FeedRow | undefined, kind: K): row is Extract<FeedRow, { kind: K }> =>
  row?.kind === kind

function Held(props: { feed: FeedControl; row: Extract<FeedRow, { kind: 'message' }> }): JSX.Element {
  const { account, where } = props.feed
  const message = createMemo<Message | undefined>(
    (last) => account.tables.messages[messageKey(where.chat, props.row.message, where.scheduled)] ?? last,
  )
  return (
    <Switch>
      <Match when={message()}>
        {(now) => <MessageRow message={now()} first={props.row.first} last={props.row.last} />}
      </Match>
    </Switch>
  )
}
