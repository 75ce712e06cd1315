import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { listTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import { ListRow } from '../../ui/ListRow'
import { moveBy } from '../../ui/roving'
import { Skeleton } from '../../ui/Skeleton'
import { Highlighted, PeerAvatar, titleOf } from '../contacts'
import { summary } from '../feed'
import styles from './SearchPanel.module.css'
import type { Search } from './search'

/** SearchHits is what was found in a chat. */
export function SearchHits(props: { chat: PeerId; search: Search; onShow: (place: number) => void }): JSX.Element {
  const account = useAccount()
  const { search } = props
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
    const next = moveBy(
      event.key,
      rows.findIndex((row) => row === document.activeElement),
      rows.length,
      'vertical',
    )
    if (next === undefined) return
    event.preventDefault()
    rows[next]?.focus()
  }
  return (
    <Switch>
      <Match when={search.state() === 'failed'}>
        <div class={styles.hits}>
          <Failure title={t('chat.search.broken')} text={errorText(search.error())} onRetry={search.retry} />
        </div>
      </Match>
      <Match when={search.ids().length > 0}>
        <div class={styles.hits} role="group" aria-label={t('chat.search.hits')} onKeyDown={onKeyDown}>
          <p class={styles.count} role="status">
            {t('chat.search.count', { n: search.count() })}
          </p>
          <For each={search.ids()}>
            {(id, i) => (
              <Show when={account.tables.messages[messageKey(props.chat, id)]}>
                {(message) => (
                  <ListRow
                    leading={<PeerAvatar peer={account.tables.peers[message().from]} size={40} person />}
                    title={titleOf(account.tables.peers[message().from])}
                    subtitle={<Highlighted text={summary(account, message())} query={search.filters().text} />}
                    trailing={listTime(message().date)}
                    onClick={() => props.onShow(i())}
                  />
                )}
              </Show>
            )}
          </For>
          <Show when={search.ids().length < search.count()}>
            <Button kind="plain" wide busy={search.state() === 'busy'} onClick={search.more}>
              {t('feed.people.more')}
            </Button>
          </Show>
        </div>
      </Match>
      <Match when={search.state() === 'busy'}>
        <div class={styles.hits}>
          <Skeleton label={t('feed.loading')} count={4} />
        </div>
      </Match>
      <Match when={search.state() === 'ready'}>
        <div class={styles.hits}>
          <Empty icon="search" text={t('chat.search.none')} />
        </div>
      </Match>
    </Switch>
  )
}
