import type { tl } from '@mtcute/web'
import { ApiError } from '../../api/client'
import type { Folder } from '../../api/dialog'
import type { FolderDraft, FoldersApi } from '../../api/folders'
import type { PeerId } from '../../api/peer'
import { inputPeer } from '../peers'
import { projectFolder } from '../project/dialog'
import { toEntities } from '../project/entities'
import type { Session } from '../session'
import { refreshFolders } from './dialogs'

/** The ids that the protocol has for folders. */
const firstId = 2
const lastId = 255

export function foldersMethods(session: Session): FoldersApi {
  const { client, state } = session
  const save = async (id: number, folder: FolderDraft, shared: boolean) => {
    await client.call({ _: 'messages.updateDialogFilter', id, filter: await inputFolder(session, id, folder, shared) })
    await refreshFolders(session)
    return id
  }
  return {
    saveFolder: ({ id, folder }) =>
      save(id ?? freeId(state.tables.folders), folder, known(session, id)?.shared === true),
    deleteFolder: async ({ id }) => {
      await client.call({ _: 'messages.updateDialogFilter', id })
      await refreshFolders(session)
    },
    orderFolders: async ({ order }) => {
      await client.call({ _: 'messages.updateDialogFiltersOrder', order })
      await refreshFolders(session)
    },
    suggestedFolders: async () => {
      const answer = await client.call({ _: 'messages.getSuggestedDialogFilters' })
      const me = state.auth.kind === 'in' ? state.auth.me : 0
      return answer.flatMap(({ filter, description }) => {
        const folder = projectFolder(filter, 0, me)
        return folder ? [{ folder, about: description }] : []
      })
    },
    putInFolder: async ({ id, chat, inside }) => {
      const folder = known(session, id)
      if (!folder) throw new ApiError({ code: 400, text: 'FILTER_ID_INVALID' })
      const without = (list: readonly PeerId[]) => list.filter((other) => other !== chat)
      const next = inside
        ? { include: [...without(folder.include), chat], exclude: without(folder.exclude) }
        : {
            pinned: without(folder.pinned),
            include: without(folder.include),
            exclude: folder.shared ? [] : [...without(folder.exclude), chat],
          }
      await save(id, { ...folder, ...next }, folder.shared)
    },
    archiveSettings: async () => {
      const now = await client.call({ _: 'account.getGlobalPrivacySettings' })
      return {
        keepUnmuted: now.keepArchivedUnmuted === true,
        keepFolders: now.keepArchivedFolders === true,
      }
    },
    setArchiveSettings: async ({ keepUnmuted, keepFolders }) => {
      const now = await client.call({ _: 'account.getGlobalPrivacySettings' })
      await client.call({
        _: 'account.setGlobalPrivacySettings',
        settings: {
          ...now,
          keepArchivedUnmuted: keepUnmuted,
          keepArchivedFolders: keepFolders,
        },
      })
    },
  }
}

const known = (session: Session, id: number | undefined): Folder | undefined =>
  id === undefined ? undefined : session.state.get('folders', id)

function freeId(taken: ReadonlyMap<number, Folder>): number {
  for (let id = firstId; id <= lastId; id++) if (!taken.has(id)) return id
  throw new ApiError({ code: 400, text: 'FILTERS_TOO_MUCH' })
}

async function inputFolder(
  session: Session,
  id: number,
  folder: FolderDraft,
  shared: boolean,
): Promise<tl.TypeDialogFilter> {
  const peers = async (chats: readonly PeerId[]) => {
    const out: tl.TypeInputPeer[] = []
    for (const chat of chats) out.push(await inputPeer(session, chat))
    return out
  }
  const base = {
    id,
    title: {
      _: 'textWithEntities' as const,
      text: folder.title.text,
      entities: toEntities(folder.title.entities, () => undefined),
    },
    ...(folder.emoji === undefined ? {} : { emoticon: folder.emoji }),
    ...(folder.color === undefined ? {} : { color: folder.color }),
    pinnedPeers: await peers(folder.pinned),
    includePeers: await peers(folder.include),
  }
  if (shared) return { _: 'dialogFilterChatlist', ...base }
  return {
    _: 'dialogFilter',
    ...base,
    contacts: folder.contacts,
    nonContacts: folder.nonContacts,
    groups: folder.groups,
    broadcasts: folder.channels,
    bots: folder.bots,
    excludeMuted: folder.excludeMuted,
    excludeRead: folder.excludeRead,
    excludeArchived: folder.excludeArchived,
    excludePeers: await peers(folder.exclude),
  }
}
