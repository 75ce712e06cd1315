import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { forEver } from '../../api/dialogs'
import type { PeerId } from '../../api/peer'
import { now, span } from '../../lang/format'
import { t } from '../../lang/lang'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { titleOf } from '../contacts'
import { attempt } from './attempt'
import { type Ending, EndingQuestion } from './EndingQuestion'
import { endingsOf } from './endings'
import { folderItems } from './folderItems'
import { isMuted } from './state'

/** Of which chat the menu is open, and where. */
export interface ChatMenuTarget {
  readonly chat: PeerId
  readonly at: Anchor
  /** Pinned chats before and after it in the list, to move it among them. */
  readonly above?: (() => void) | undefined
  readonly below?: (() => void) | undefined
  /** Another list than the main one decides what is pinned. */
  readonly pin?: { readonly pinned: boolean; readonly toggle: () => Promise<unknown> } | undefined
}

const hour = 3600
const times = [hour, 8 * hour, 48 * hour] as const

/** ChatMenu is what can be done with a chat as a whole, with the questions that belong to it. */
export function ChatMenu(props: { target: ChatMenuTarget | undefined; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const [sub, setSub] = createSignal<{ kind: 'mute' | 'folders'; target: ChatMenuTarget }>()
  const [ending, setEnding] = createSignal<{ chat: PeerId; what: Ending }>()
  const mute = (chat: PeerId, until: number) => attempt(api.mutePeer({ chat, until }))

  const items = (target: ChatMenuTarget): MenuItem[] => {
    const { chat } = target
    const dialog = tables.dialogs[chat]
    const peer = tables.peers[chat]
    if (!dialog || !peer) return []
    const ends = endingsOf(peer)
    const unread = dialog.unread > 0 || dialog.marked || dialog.mentions > 0 || dialog.reactions > 0
    const pin = target.pin ?? {
      pinned: dialog.pinned > 0,
      toggle: () => api.pinDialog({ chat, pinned: dialog.pinned === 0 }),
    }
    const self = peer.kind === 'user' && peer.self
    const out: (MenuItem | undefined)[] = [
      {
        label: pin.pinned ? t('dialogs.menu.unpin') : t('dialogs.menu.pin'),
        icon: pin.pinned ? 'unpin' : 'pin',
        onSelect: () => attempt(pin.toggle()),
      },
      target.above && { label: t('dialogs.menu.up'), icon: 'up', onSelect: target.above },
      target.below && { label: t('dialogs.menu.down'), icon: 'down', onSelect: target.below },
      {
        label: unread ? t('dialogs.menu.read') : t('dialogs.menu.unread'),
        icon: unread ? 'markRead' : 'chat',
        onSelect: () => attempt(unread ? api.markRead({ chat }) : api.markUnread({ chat, unread: true })),
      },
      self
        ? undefined
        : isMuted(dialog)
          ? { label: t('dialogs.menu.unmute'), icon: 'bell', onSelect: () => mute(chat, 0) }
          : { label: t('dialogs.menu.mute'), icon: 'mute', onSelect: () => setSub({ kind: 'mute', target }) },
      {
        label: dialog.archived ? t('dialogs.menu.unarchive') : t('dialogs.menu.archive'),
        icon: dialog.archived ? 'unarchive' : 'archive',
        onSelect: () => attempt(api.archiveDialogs({ chats: [chat], archived: !dialog.archived })),
      },
      { label: t('dialogs.menu.folder'), icon: 'folder', onSelect: () => setSub({ kind: 'folders', target }) },
      'line',
      ends.clear
        ? { label: t('dialogs.menu.clear'), icon: 'history', onSelect: () => setEnding({ chat, what: 'clear' }) }
        : undefined,
      ends.block
        ? { label: t('dialogs.menu.block'), icon: 'block', onSelect: () => setEnding({ chat, what: 'block' }) }
        : undefined,
      {
        label: endWords(ends.end, peer.kind),
        icon: ends.end === 'leave' ? 'logout' : 'trash',
        danger: true,
        onSelect: () => setEnding({ chat, what: 'end' }),
      },
    ]
    return out.filter((item) => item !== undefined)
  }
  const subItems = (): MenuItem[] => {
    const open = sub()
    if (!open) return []
    const { chat } = open.target
    if (open.kind === 'folders') return folderItems({ api, tables }, chat)
    return [
      ...times.map(
        (length): MenuItem => ({
          label: t('dialogs.menu.muteFor', { time: span(length) }),
          onSelect: () => mute(chat, now() + length),
        }),
      ),
      { label: t('dialogs.menu.muteForEver'), icon: 'mute', onSelect: () => mute(chat, forEver) },
    ]
  }
  const name = (chat: PeerId | undefined) => (chat === undefined ? '' : titleOf(tables.peers[chat]))
  return (
    <>
      <Menu
        at={props.target?.at}
        label={t('dialogs.more', { name: name(props.target?.chat) })}
        items={props.target ? items(props.target) : []}
        onClose={() => props.onClose()}
      />
      <Menu
        at={sub()?.target.at}
        label={sub()?.kind === 'mute' ? t('dialogs.menu.mute') : t('dialogs.menu.folder')}
        items={subItems()}
        onClose={() => setSub(undefined)}
      />
      <Show when={ending()} keyed>
        {(now) => <EndingQuestion chat={now.chat} what={now.what} onClose={() => setEnding(undefined)} />}
      </Show>
    </>
  )
}

function endWords(end: 'delete' | 'leave', kind: 'user' | 'group' | 'channel'): string {
  if (end === 'delete') return t('dialogs.menu.delete')
  return kind === 'channel' ? t('dialogs.menu.leaveChannel') : t('dialogs.menu.leaveGroup')
}
