import type { Account } from '../../api/account'
import type { Folder } from '../../api/dialog'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import type { MenuItem } from '../../ui/Menu'
import { attempt } from './attempt'

/** folderItems are the folders that a chat can be put into or taken out of. */
export function folderItems(account: Pick<Account, 'api' | 'tables'>, chat: PeerId): MenuItem[] {
  const folders = Object.values(account.tables.folders).sort((a, b) => a.order - b.order)
  return [
    ...folders.map((folder): MenuItem => {
      const inside = isNamed(folder, chat)
      return {
        label: folder.title.text,
        icon: 'folder',
        checked: inside,
        onSelect: () => attempt(account.api.putInFolder({ id: folder.id, chat, inside: !inside })),
      }
    }),
    ...(folders.length > 0 ? (['line'] as const) : []),
    {
      label: t('dialogs.newFolder'),
      icon: 'plus',
      onSelect: () => {
        location.hash = formatRoute({ at: 'settings', page: 'folders' })
      },
    },
  ]
}

/** isNamed says whether a folder has a chat by itself, whatever its rules say. */
export const isNamed = (folder: Folder, chat: PeerId): boolean =>
  folder.include.includes(chat) || folder.pinned.includes(chat)
