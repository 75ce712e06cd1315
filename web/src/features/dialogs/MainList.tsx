import { createEffect, createMemo, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { allChats } from '../../lib/folder'
import { formatRoute } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { useHotkey } from '../../ui/hotkeys'
import { IconButton } from '../../ui/IconButton'
import { SearchField } from '../../ui/SearchField'
import { tabId } from '../../ui/Tabs'
import { chatsOf, FolderTabs, folderList, mainList } from '../folders'
import { type SearchHandle, SearchPanel } from '../search'
import styles from './DialogList.module.css'
import { createLoading } from './loading'
import { NewChat } from './NewChat'
import { Rows } from './Rows'
import { Waiting } from './Waiting'

/** MainList is the chats, by folders, and above them the search. */
export function MainList(props: { chat: PeerId | undefined; menu: JSX.Element }): JSX.Element {
  const account = useAccount()
  const { folders } = account.tables
  const [chosen, setChosen] = createSignal(allChats)
  const [query, setQuery] = createSignal('')
  const [searching, setSearching] = createSignal(false)
  let field!: HTMLInputElement
  let results: SearchHandle | undefined
  const panel = createUniqueId()
  const folder = () => folders[chosen()]
  const tabbed = () => Object.keys(folders).length > 0
  const all = chatsOf(account)
  const chats = createMemo(() => {
    const now = folder()
    return now ? folderList(all(), now) : mainList(all(), false)
  })
  const archive = createMemo(() => folder() === undefined && all().some((chat) => chat.archived))
  const loading = createLoading(account, () => false)
  const archived = createLoading(account, () => true)
  createEffect(() => {
    // What folders have, and what is searched, may be anywhere in the lists.
    if (!tabbed() && !searching()) return
    loading.all()
    archived.all()
  })
  const pinInFolder = async (chat: PeerId, pinned: boolean) => {
    const now = folder()
    if (!now) return
    const without = (list: readonly PeerId[]) => list.filter((other) => other !== chat)
    await account.api.saveFolder({
      id: now.id,
      folder: pinned
        ? { ...now, pinned: [chat, ...without(now.pinned)], include: without(now.include) }
        : { ...now, pinned: without(now.pinned), include: [...without(now.include), chat] },
    })
  }
  const order = async (pinned: PeerId[]) => {
    const now = folder()
    if (now) await account.api.saveFolder({ id: now.id, folder: { ...now, pinned } })
    else await account.api.orderPinned({ archived: false, order: pinned })
  }
  const close = () => {
    setQuery('')
    setSearching(false)
    field.blur()
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') results?.focusFirst()
    else if (e.key === 'Enter') results?.openFirst()
    else return
    e.preventDefault()
  }
  useHotkey({
    keys: 'Mod+K',
    label: () => t('search.keys'),
    run: () => {
      // Something is in front of the list: it is left first.
      if (field.offsetParent === null) location.hash = formatRoute({ at: 'chats' })
      queueMicrotask(() => field.focus())
      return undefined
    },
  })
  return (
    <nav class={styles.list} aria-label={t('dialogs.chats')}>
      <header class={styles.head}>
        <Show when={searching()} fallback={props.menu}>
          <IconButton icon="back" label={t('dialogs.closeSearch')} onClick={close} />
        </Show>
        <SearchField
          label={t('search.field')}
          value={query()}
          onInput={setQuery}
          onFocus={() => setSearching(true)}
          onClear={close}
          onKeyDown={onKeyDown}
          ref={(el) => {
            field = el
          }}
        />
      </header>
      <Show when={searching()}>
        <SearchPanel
          query={query()}
          current={props.chat}
          onOpen={close}
          ref={(handle) => {
            results = handle
          }}
        />
      </Show>
      <div class={styles.panel} hidden={searching()}>
        <FolderTabs value={chosen()} onChange={setChosen} panel={panel} />
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the name comes with the role */}
        <div
          id={panel}
          class={styles.panel}
          role={tabbed() ? 'tabpanel' : undefined}
          aria-labelledby={tabbed() ? tabId(panel, String(chosen())) : undefined}
        >
          <Show
            when={chats().length > 0 || archive()}
            fallback={
              <Waiting loading={loading}>
                <Show
                  when={folder()}
                  fallback={<Empty icon="chat" text={t('dialogs.empty')} action={<FindPeople />} />}
                >
                  <Empty icon="folder" text={t('dialogs.folderEmpty')} />
                </Show>
              </Waiting>
            }
          >
            <Rows
              chats={chats()}
              current={props.chat}
              archive={archive()}
              label={t('dialogs.chats')}
              onNearEnd={loading.more}
              onOrder={order}
              onPin={folder() ? pinInFolder : undefined}
            />
          </Show>
        </div>
        <NewChat />
      </div>
    </nav>
  )
}

function FindPeople(): JSX.Element {
  return (
    <Button
      kind="tonal"
      icon="addUser"
      onClick={() => {
        location.hash = formatRoute({ at: 'contacts' })
      }}
    >
      {t('dialogs.findPeople')}
    </Button>
  )
}
