import { createMemo, createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { User } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { locale, t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import type { FeedHandle } from '../../ui/feed/handle'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { MenuButton } from '../../ui/MenuButton'
import { SearchField } from '../../ui/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { VirtualRows } from '../../ui/VirtualRows'
import { contactsOf, createLookup, found, seenAt, titleOf } from '../contacts'
import { AddContact } from './AddContact'
import { ContactMenu, type ContactTarget } from './ContactMenu'
import { ContactRow } from './ContactRow'
import styles from './People.module.css'

/** ContactsPage is everybody one knows: to write to, to name, to add. A landmark of its own. */
export function ContactsPage(): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const [query, setQuery] = createSignal('')
  const [bySeen, setBySeen] = createSignal(false)
  const [adding, setAdding] = createSignal(false)
  const [busy, setBusy] = createSignal(true)
  const [error, setError] = createSignal<unknown>()
  const [menu, setMenu] = createSignal<ContactTarget>()
  const [focused, setFocused] = createSignal('')
  let list: FeedHandle | undefined
  const load = async () => {
    setError(undefined)
    try {
      await api.loadContacts({})
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  void load()
  onCleanup(
    account.on((event) => {
      if (event.kind === 'changed' && event.what === 'contacts') void load()
    }),
  )
  const contacts = createMemo(() => {
    const all = contactsOf(tables, locale())
    return bySeen() ? all.sort((a, b) => seenAt(b) - seenAt(a)) : all
  })
  const lookup = createLookup(api, query)
  const shown = createMemo(() => {
    const known = found(contacts(), query(), titleOf).map((peer) => peer.id)
    const others = [...lookup.mine(), ...lookup.others()].filter((id) => tables.peers[id]?.kind === 'user')
    return [...new Set([...known, ...others])].map(String)
  })
  const tabbable = () => (shown().includes(focused()) ? focused() : shown()[0])
  const onKeyDown = (e: KeyboardEvent) => {
    const first = shown()[0]
    if (e.key !== 'ArrowDown' || first === undefined) return
    e.preventDefault()
    list?.focusKey(first)
  }
  const user = (key: string): User | undefined => {
    const peer = tables.peers[Number(key)]
    return peer?.kind === 'user' ? peer : undefined
  }
  const row = (key: string) => (
    <ContactRow
      user={user(key)}
      query={query()}
      tabbable={tabbable() === key}
      onFocus={() => setFocused(key)}
      onMenu={(at) => setMenu({ user: Number(key), at })}
    />
  )
  const items = () => [
    { label: t('contacts.byName'), checked: !bySeen(), onSelect: () => setBySeen(false) },
    { label: t('contacts.bySeen'), checked: bySeen(), onSelect: () => setBySeen(true) },
    'line' as const,
    {
      label: t('contacts.blocked'),
      icon: 'block' as const,
      onSelect: () => {
        location.hash = formatRoute({ at: 'settings', page: 'privacy/blocked' })
      },
    },
  ]
  return (
    <nav class={styles.page} aria-label={t('contacts.title')}>
      <header class={styles.head}>
        <a class={styles.back} href={formatRoute({ at: 'chats' })} aria-label={t('contacts.back')}>
          <Icon name="back" />
        </a>
        <h2 class={styles.title}>{t('contacts.title')}</h2>
        <IconButton icon="addUser" label={t('contacts.add')} onClick={() => setAdding(true)} />
        <MenuButton label={t('contacts.order')} items={items} />
      </header>
      <div class={styles.search}>
        <SearchField
          label={t('contacts.picker.searchPeople')}
          value={query()}
          onInput={setQuery}
          onKeyDown={onKeyDown}
          busy={lookup.busy()}
        />
      </div>
      <Switch
        fallback={
          <VirtualRows
            keys={shown()}
            render={row}
            guess={60}
            label={t('contacts.title')}
            ref={(handle) => {
              list = handle
            }}
          />
        }
      >
        <Match when={shown().length === 0 && error()}>
          {(failure) => <Failure title={t('contacts.failed')} text={errorText(failure())} onRetry={load} />}
        </Match>
        <Match when={shown().length === 0 && (busy() || lookup.busy())}>
          <Skeleton label={t('contacts.loading')} />
        </Match>
        <Match when={shown().length === 0 && query() !== ''}>
          <Empty icon="search" text={t('contacts.picker.notFound', { query: query() })} />
        </Match>
        <Match when={shown().length === 0}>
          <Empty
            icon="users"
            text={t('contacts.empty')}
            action={
              <Button kind="primary" icon="addUser" onClick={() => setAdding(true)}>
                {t('contacts.add')}
              </Button>
            }
          />
        </Match>
      </Switch>
      <ContactMenu target={menu()} onClose={() => setMenu(undefined)} />
      <Show when={adding()}>
        <AddContact open onClose={() => setAdding(false)} />
      </Show>
    </nav>
  )
}
