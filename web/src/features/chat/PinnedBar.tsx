import { createSignal, For, type JSX, Show, Suspense } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { IconButton } from '../../ui/IconButton'
import type { FeedControl } from '../feed'
import { summary } from '../feed'
import { PinnedDialog } from './lazy'
import styles from './PinnedBar.module.css'
import { createPinned } from './pinned'

/** PinnedBar shows what is pinned; each press goes to the one before. */
export function PinnedBar(props: { feed: FeedControl }): JSX.Element {
  const account = useAccount()
  const { chat } = props.feed.where
  const ids = createPinned(props.feed)
  const [at, setAt] = createSignal(0)
  const [listing, setListing] = createSignal(false)
  const place = () => Math.min(at(), ids().length - 1)
  const message = () => {
    const id = ids()[place()]
    return id === undefined ? undefined : account.tables.messages[messageKey(chat, id)]
  }
  const press = () => {
    const id = ids()[place()]
    if (id === undefined) return
    void props.feed.jump(id)
    setAt((place() + 1) % ids().length)
  }
  return (
    <Show when={message()}>
      {(now) => (
        <div class={styles.bar}>
          <span class={styles.steps} aria-hidden="true">
            <For each={ids().slice(0, 4)}>
              {(_, i) => <span class={classes(styles.step, i() === Math.min(place(), 3) && styles.now)} />}
            </For>
          </span>
          <button type="button" class={styles.message} onClick={press}>
            <span class={styles.title}>
              <Show when={place() > 0} fallback={t('chat.pinned')}>
                {t('chat.pinned.number', { n: ids().length - place() })}
              </Show>
            </span>
            <span class={styles.text} dir="auto">
              {summary(account, now())}
            </span>
          </button>
          <IconButton
            icon={ids().length > 1 ? 'list' : 'pin'}
            label={t('chat.pinned.all')}
            onClick={() => setListing(true)}
          />
          <Show when={listing()}>
            <Suspense>
              <PinnedDialog feed={props.feed} ids={ids()} onClose={() => setListing(false)} />
            </Suspense>
          </Show>
        </div>
      )}
    </Show>
  )
}
