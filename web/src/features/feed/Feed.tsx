import { createMemo, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Failure } from '../../ui/Failure'
import { Feed as List } from '../../ui/Feed'
import { Skeleton } from '../../ui/Skeleton'
import { FeedContext } from '../message'
import styles from './Feed.module.css'
import { FeedButtons } from './FeedButtons'
import { FeedDialogs, FeedMenu } from './FeedMenu'
import { FeedRowView } from './FeedRow'
import { FloatingDate } from './FloatingDate'
import type { FeedControl } from './feed'
import { feedKeys } from './keys'
import { createView } from './view'

export interface FeedProps {
  feed: FeedControl
  /** The message to begin with. */
  message?: number | undefined
  label: string
  /** What stands where there is no message yet. */
  empty?: JSX.Element
  /** Finds messages with a hashtag. */
  onSearch?: (text: string) => void
}

/** Feed is the history of a chat: it begins where the reader was, and loads as one scrolls. */
export function Feed(props: FeedProps): JSX.Element {
  const { feed } = props
  const { history } = feed
  const view = createView(feed, (text) => props.onSearch?.(text))
  let box!: HTMLDivElement
  onMount(() => void feed.open(props.message))
  const loading = createMemo(() => history.loading().kind)
  const failure = () => {
    const now = history.loading()
    return now.kind === 'failed' && feed.rows().keys.length === 0 ? now : undefined
  }
  return (
    <FeedContext.Provider value={view.context}>
      <div ref={box} class={styles.feed}>
        <Switch>
          <Match when={failure()}>
            {(failed) => (
              <Failure
                title={t('feed.broken')}
                text={errorText(failed().error)}
                busy={loading() === 'loading'}
                onRetry={() => history.reload()}
              />
            )}
          </Match>
          <Match when={!feed.ready() || (loading() === 'loading' && feed.rows().keys.length === 0)}>
            <div class={styles.skeleton}>
              <Skeleton kind="bubble" count={8} label={t('feed.loading')} />
            </div>
          </Match>
          <Match when={feed.rows().keys.length === 0}>
            <div class={styles.empty}>{props.empty ?? <p class={styles.pill}>{t('feed.empty')}</p>}</div>
          </Match>
          <Match when={true}>
            <List
              ref={(handle) => feed.attach(handle)}
              class={styles.list}
              keys={feed.rows().keys}
              render={(key) => <FeedRowView feed={feed} key={key} />}
              start={feed.start()}
              stick={history.last()}
              onNearStart={() => void history.older()}
              onNearEnd={() => void history.newer()}
              onVisible={(keys) => feed.saw(keys)}
              guess={56}
              role="log"
              label={props.label}
              live={feed.atEnd() ? 'polite' : 'off'}
              busy={loading() === 'loading'}
              onKeyDown={feedKeys(feed, view)}
            />
            <FloatingDate feed={feed} within={() => box} />
          </Match>
        </Switch>
        <Show when={feed.ready()}>
          <FeedButtons feed={feed} />
        </Show>
      </div>
      <FeedMenu view={view} />
      <FeedDialogs view={view} />
    </FeedContext.Provider>
  )
}
