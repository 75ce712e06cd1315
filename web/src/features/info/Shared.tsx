import { createResource, createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { SharedKind } from '../../api/full'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { listTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import type { IconName } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { Tabs, tabId } from '../../ui/Tabs'
import { summary } from '../feed'
import { ListState } from './ListState'
import styles from './Profile.module.css'
import { createPages } from './pages'

const icons: Readonly<Record<SharedKind, IconName>> = {
  links: 'link',
  pinned: 'pin',
  locations: 'location',
  contacts: 'contact',
}

/** Messages of a chat by what is in them: links, places and so on, as far as there are any. */
export function Shared(props: { chat: PeerId }): JSX.Element {
  const { api } = useAccount()
  const [counts] = createResource(
    () => props.chat,
    (chat) => api.sharedCounts({ chat }).catch(() => []),
  )
  const [chosen, setChosen] = createSignal<SharedKind>()
  const kind = () => chosen() ?? counts.latest?.[0]?.kind
  const panel = createUniqueId()
  const tabs = () => (counts.latest ?? []).map((one) => ({ key: one.kind, label: t(`info.shared.${one.kind}`) }))
  return (
    <Show when={kind()} keyed>
      {(now) => (
        <Section>
          <Tabs
            label={t('info.shared')}
            tabs={tabs()}
            value={now}
            panel={panel}
            onChange={(key) => setChosen(counts.latest?.find((one) => one.kind === key)?.kind)}
          />
          <div id={panel} role="tabpanel" aria-labelledby={tabId(panel, now)}>
            <SharedList chat={props.chat} kind={now} />
          </div>
        </Section>
      )}
    </Show>
  )
}

function SharedList(props: { chat: PeerId; kind: SharedKind }): JSX.Element {
  const account = useAccount()
  const pages = createPages(
    () => props.kind,
    async (kind, have: readonly number[]) => ({
      items: await account.api.shared({ chat: props.chat, kind, before: have.at(-1) ?? 0 }),
    }),
  )
  let end!: HTMLDivElement
  onMount(() => {
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && pages.more())
    seen.observe(end)
    onCleanup(() => seen.disconnect())
  })
  return (
    <>
      <ListState pages={pages} icon={icons[props.kind]} empty={t('info.shared.none')}>
        <For each={pages.items()}>
          {(id) => (
            <Show when={account.tables.messages[messageKey(props.chat, id)]}>
              {(message) => (
                <ListRow
                  icon={icons[props.kind]}
                  wrap
                  title={message().preview?.title ?? message().preview?.display ?? summary(account, message())}
                  subtitle={message().preview ? message().preview?.display : undefined}
                  trailing={listTime(message().date)}
                  href={chatLink(props.chat, id)}
                />
              )}
            </Show>
          )}
        </For>
      </ListState>
      <div ref={end} class={styles.loadMore} />
    </>
  )
}
