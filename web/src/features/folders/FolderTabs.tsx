import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { allChats, type Counted, countUnread, inFolder, tabOrder } from '../../lib/folder'
import { formatRoute } from '../../lib/route'
import { Menu } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { type Tab, Tabs } from '../../ui/Tabs'
import { chatsOf } from './chats'

export interface FolderTabsProps {
  /** The chosen folder, or `allChats`. */
  value: number
  onChange: (id: number) => void
  /** The id of the panel that they fill. */
  panel: string
}

/** FolderTabs are the folders over the list of chats with how many chats wait in each; without folders there are none. */
export function FolderTabs(props: FolderTabsProps): JSX.Element {
  const account = useAccount()
  const { folders } = account.tables
  const [menu, setMenu] = createSignal<{ id: number; at: Anchor }>()
  const chats = chatsOf(account)
  const order = createMemo(() => tabOrder(Object.values(folders)))
  const counts = createMemo(() => {
    const all = chats()
    const main = countUnread(all.filter((chat) => !chat.archived))
    const out = new Map<number, Counted>([[allChats, main]])
    for (const folder of Object.values(folders)) {
      out.set(folder.id, countUnread(all.filter((chat) => inFolder(folder, chat))))
    }
    return out
  })
  const tabs = (): Tab[] =>
    order().map((id) => {
      const count = counts().get(id)
      return {
        key: String(id),
        label: id === allChats ? t('folders.all') : (folders[id]?.title.text ?? ''),
        badge: count?.chats ?? 0,
        quiet: count?.quiet ?? false,
      }
    })
  return (
    <Show when={order().length > 1}>
      <Tabs
        label={t('folders.tabs')}
        tabs={tabs()}
        value={String(props.value)}
        onChange={(key) => props.onChange(Number(key))}
        panel={props.panel}
        onMenu={(key, at) => setMenu({ id: Number(key), at })}
      />
      <Menu
        at={menu()?.at}
        label={t('folders.tabs')}
        items={[
          {
            label: menu()?.id === allChats ? t('folders.manage') : t('folders.edit'),
            icon: 'edit',
            onSelect: () => {
              location.hash = formatRoute({ at: 'settings', page: 'folders' })
            },
          },
        ]}
        onClose={() => setMenu(undefined)}
      />
    </Show>
  )
}
