import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { FolderDraft } from '../../api/folders'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Chip } from '../../ui/Chip'
import { ListRow } from '../../ui/ListRow'
import { PeerAvatar, PeerPicker, titleOf } from '../contacts'
import { chosen } from './draft'
import styles from './Folders.module.css'

/** How many chats can be named in a folder. */
const most = 100

/** ChatsField is the chats that a folder names, to be in it or not. */
export function ChatsField(props: {
  draft: FolderDraft
  list: 'include' | 'exclude'
  onChange: (draft: FolderDraft) => void
}): JSX.Element {
  const { api, tables } = useAccount()
  const [choosing, setChoosing] = createSignal(false)
  const chats = (): readonly PeerId[] =>
    props.list === 'include' ? [...props.draft.pinned, ...props.draft.include] : props.draft.exclude
  /** Those that are in lists which were not loaded yet. */
  for (const chat of chats()) if (!tables.peers[chat]) void api.loadPeer({ chat }).catch(() => undefined)
  const put = (next: readonly PeerId[]) => props.onChange(chosen(props.draft, props.list, next))
  const words = () => (props.list === 'include' ? t('folders.addChats') : t('folders.leaveOut'))
  return (
    <>
      <Show when={chats().length > 0}>
        <ul class={styles.chats} aria-label={props.list === 'include' ? t('folders.included') : t('folders.excluded')}>
          <For each={chats()}>
            {(chat) => (
              <li>
                <Chip
                  leading={<PeerAvatar peer={tables.peers[chat]} size={24} still />}
                  label={titleOf(tables.peers[chat])}
                  removeLabel={t('contacts.picker.remove', { name: titleOf(tables.peers[chat]) })}
                  onRemove={() => put(chats().filter((other) => other !== chat))}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ListRow icon="plus" accent title={words()} onClick={() => setChoosing(true)} />
      <PeerPicker
        open={choosing()}
        from="chats"
        multiple
        none
        max={most}
        title={words()}
        chosen={chats()}
        filter={(peer) => tables.dialogs[peer.id] !== undefined || (peer.kind === 'user' && peer.contact)}
        onDone={put}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}
