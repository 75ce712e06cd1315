import { createEffect, createMemo, type JSX, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useAccount } from '../api/account'
import { DialogList } from '../features/dialogs'
import { Settings } from '../features/settings'
import { t } from '../lang/lang'
import type { ChatRoute, Route } from '../lib/route'
import { Empty } from '../ui/Empty'
import { escapeOrder, useHotkey } from '../ui/hotkeys'
import { Skeleton } from '../ui/Skeleton'
import { Divider } from './Divider'
import { ChatPane, ContactsPage, InfoPane, Resolver, TopicList } from './lazy'
import { MainMenu } from './MainMenu'
import { enterPane } from './panes'
import { go } from './router'
import styles from './Shell.module.css'
import { listWidth, onePane } from './width'

/**
 * The panes: a list, the chat, and what is known of it. Each list brings its own
 * landmark; the chat stays while settings are open beside it. On phones one pane is
 * in sight, by the address.
 */
export function Shell(props: { route: Route }): JSX.Element {
  const chat = createMemo<ChatRoute | undefined>((last) => {
    if (props.route.at === 'chat') return props.route
    return props.route.at === 'chats' ? undefined : last
  })
  const id = () => {
    const at = chat()
    return at && `${at.chat} ${at.topic ?? ''} ${at.scheduled ? 'scheduled' : ''}`
  }
  const here = () => props.route.at === 'chat'
  const pane = () => (here() ? (chat()?.info === undefined ? 'chat' : 'info') : 'list')
  /** What is alone on the screen is what the page is about. */
  const alone = (which: string) => (onePane() && pane() === which ? 'main' : undefined)
  const closeInfo = () => {
    const at = chat()
    if (!at) return
    const { info: _, ...rest } = at
    go(rest)
  }
  const isForum = useForums()
  followMigration(() => props.route)
  onMount(() => ChatPane.preload()) // the list is there: the next that one opens is a chat
  let main!: HTMLElement
  useHotkey({
    keys: 'Escape',
    priority: escapeOrder.pane,
    run: () => {
      if (!here() || chat()?.info === undefined) return false
      closeInfo()
      return
    },
  })
  useHotkey({
    keys: 'Escape',
    group: 'chat',
    label: () => t('app.keys.close'),
    run: () => {
      if (props.route.at === 'chats') return false
      go({ at: 'chats' })
      return
    },
  })
  return (
    <div class={styles.shell} data-pane={pane()} style={{ '--list-width': `${listWidth()}px` }}>
      <header class="spoken">
        <h1>Heliograph</h1>
      </header>
      <button type="button" class={styles.skip} onClick={() => enterPane(main)}>
        {t('app.skip')}
      </button>
      <div class={styles.left} data-pane-of="left" role={alone('list')} tabIndex={-1}>
        <Left route={props.route} chat={chat()} />
      </div>
      <main ref={main} class={styles.main} tabIndex={-1}>
        <Divider />
        <Show
          when={id()}
          keyed
          fallback={
            <div class={styles.nothing}>
              <Empty icon="chat" text={t('app.noChat')} />
            </div>
          }
        >
          <Suspense fallback={<Skeleton label={t('app.loading')} kind="text" />}>
            <Show when={chat()}>
              {(at) => (
                <Show when={isForum(at().chat) && isWhole(at())} fallback={<ChatPane route={at()} />}>
                  <TopicList chat={at().chat} />
                </Show>
              )}
            </Show>
          </Suspense>
        </Show>
      </main>
      <Show when={chat()?.info !== undefined && chat()}>
        {(at) => (
          <Dynamic component={alone('info') ?? 'aside'} class={styles.aside} aria-label={t('app.info')} tabIndex={-1}>
            <Suspense fallback={<Skeleton label={t('app.loading')} kind="text" />}>
              <InfoPane chat={at().chat} page={at().info ?? ''} onClose={closeInfo} />
            </Suspense>
          </Dynamic>
        )}
      </Show>
      <Show when={!places.has(props.route.at)}>
        <Suspense>
          <Resolver route={props.route} onGo={(to) => go(to, true)} />
        </Suspense>
      </Show>
    </div>
  )
}

/** Where there is something to show; all other addresses are links that are resolved first. */
const places = new Set<Route['at']>(['chats', 'chat', 'settings', 'contacts', 'archive', 'unknown'])

/** Tells which chats are forums. */
function useForums(): (chat: number) => boolean {
  const { tables } = useAccount()
  return (chat) => {
    const peer = tables.peers[chat]
    return peer !== undefined && peer.kind !== 'user' && peer.forum
  }
}

/** Goes on with the supergroup that a group became while it was open; its old messages stay where they are. */
function followMigration(route: () => Route): void {
  const { tables } = useAccount()
  createEffect(() => {
    const at = route()
    if (at.at !== 'chat' || at.message !== undefined) return
    const peer = tables.peers[at.chat]
    const chat = peer?.kind === 'user' ? undefined : peer?.migratedTo
    if (chat !== undefined) go({ ...at, chat }, true)
  })
}

/** No topic of it is meant, and no single message. */
const isWhole = (at: ChatRoute): boolean => at.topic === undefined && at.message === undefined && !at.scheduled

/** The list of chats, which keeps its place while something else is in front of it. */
function Left(props: { route: Route; chat: ChatRoute | undefined }): JSX.Element {
  const isForum = useForums()
  // The topics of a forum stay beside the one that is open.
  const topics = () => {
    const at = props.route.at === 'chat' ? props.route : undefined
    return at?.topic !== undefined && isForum(at.chat) ? at : undefined
  }
  const front = () => {
    if (['settings', 'contacts', 'archive'].includes(props.route.at)) return props.route.at
    return topics() ? 'topics' : undefined
  }
  const settings = () => (props.route.at === 'settings' ? props.route : undefined)
  return (
    <>
      <div class={styles.page} hidden={front() !== undefined}>
        <DialogList chat={props.chat?.chat} menu={<MainMenu />} />
      </div>
      <Switch>
        <Match when={topics()?.chat} keyed>
          {(chat) => (
            <nav class={styles.page} aria-label={t('topics.title')}>
              <Suspense fallback={<Skeleton label={t('app.loading')} />}>
                <TopicList chat={chat} topic={topics()?.topic} side />
              </Suspense>
            </nav>
          )}
        </Match>
        <Match when={settings()}>
          {(at) => (
            <div class={styles.page}>
              <Suspense fallback={<Skeleton label={t('app.loading')} kind="text" />}>
                <Settings page={at().page} />
              </Suspense>
            </div>
          )}
        </Match>
        <Match when={front() === 'contacts'}>
          <div class={styles.page}>
            <Suspense fallback={<Skeleton label={t('app.loading')} />}>
              <ContactsPage />
            </Suspense>
          </div>
        </Match>
        <Match when={front() === 'archive'}>
          <div class={styles.page}>
            <DialogList chat={props.chat?.chat} archived />
          </div>
        </Match>
      </Switch>
    </>
  )
}
