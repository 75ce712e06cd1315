import { type Accessor, createEffect, createRoot, createSignal, mapArray, onCleanup } from 'solid-js'
import type { Account } from '../../api/account'
import { messageKey } from '../../api/message'
import { type NotifyException, type NotifyScope, type NotifySettings, notifyScopes } from '../../api/notify'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { desktopNotices, soundNotices } from '../../ui/preferences'
import { summary } from '../feed'
import { decide, scopeOf } from './decide'
import { drawIcon } from './icon'
import { noticesAllowed } from './permission'
import { hideNotice, showNotice } from './show'
import { playNotice } from './sound'
import { Tabs } from './tabs'

export interface NoticesProps {
  accounts: Accessor<readonly Account[]>
  /** What is looked at in this tab. */
  active: Accessor<Account | undefined>
  chat: Accessor<PeerId | undefined>
  /** How many messages wait, for the title and the icon. */
  unread: Accessor<number>
  open: (account: Account, chat: PeerId) => void
}

/** useNotices tells of new messages of all accounts, and how many wait, as long as the owner lives. */
export function useNotices(props: NoticesProps): void {
  const tabs = new Tabs()
  const look = () => {
    const here = document.visibilityState === 'visible' && document.hasFocus()
    tabs.look({ slot: props.active()?.slot ?? 0, chat: props.chat() ?? 0, here })
  }
  createEffect(look)
  for (const name of ['focus', 'blur', 'pagehide']) {
    addEventListener(name, look)
    onCleanup(() => removeEventListener(name, look))
  }
  document.addEventListener('visibilitychange', look)
  onCleanup(() => document.removeEventListener('visibilitychange', look))
  onCleanup(() => tabs.close())
  const each = mapArray(props.accounts, (account) => follow(account, tabs, (chat) => props.open(account, chat)))
  createEffect(() => void each())
  createEffect(() => {
    const count = props.unread()
    document.title = count > 0 ? `(${count}) Heliograph` : 'Heliograph'
    void drawIcon(count).catch(() => {}) // the icon without a number does as well
    if (count > 0) void navigator.setAppBadge?.(count)?.catch(() => {})
    else void navigator.clearAppBadge?.()?.catch(() => {})
  })
}

const usual: NotifySettings = { mutedUntil: 0, previews: true, sound: true }

/** What an account has set, kept in step. */
function settingsOf(account: Account) {
  const [scopes, setScopes] = createSignal<Readonly<Partial<Record<NotifyScope, NotifySettings>>>>({})
  const [own, setOwn] = createSignal<readonly NotifyException[]>([])
  const load = async () => {
    const all = notifyScopes.map(async (scope) => [scope, await account.api.notifySettings({ scope })] as const)
    setScopes(Object.fromEntries(await Promise.all(all)))
    setOwn(await account.api.notifyExceptions({}))
  }
  const ask = () => void load().catch(() => {}) // asked again when it is connected again
  createEffect(() => {
    if (account.auth().kind === 'in' && account.connection() === 'connected') ask()
  })
  onCleanup(account.on((event) => event.kind === 'changed' && event.what === 'notify' && ask()))
  return {
    scope: (scope: NotifyScope) => scopes()[scope] ?? usual,
    own: (chat: PeerId): Partial<NotifySettings> => own().find((one) => one.chat === chat) ?? {},
  }
}

function follow(account: Account, tabs: Tabs, open: (chat: PeerId) => void): void {
  const { tables, slot } = account
  const settings = settingsOf(account)
  const told = (chat: PeerId, id: number) => {
    const message = tables.messages[messageKey(chat, id)]
    const dialog = tables.dialogs[chat]
    const peer = tables.peers[chat]
    if (!tabs.first || !message || !peer) return
    const muted = dialog && dialog.mutedUntil > 0 ? { mutedUntil: dialog.mutedUntil } : {}
    const decision = decide({
      now: Date.now() / 1000,
      message: { ...message, read: dialog !== undefined && id <= dialog.readIn },
      scope: settings.scope(scopeOf(peer)),
      own: { ...settings.own(chat), ...muted },
      watched: tabs.watches(slot, chat),
      present: tabs.present,
    })
    if (decision.sound && soundNotices()) playNotice()
    if (!decision.notice || !desktopNotices() || noticesAllowed() !== 'granted') return
    const author = tables.peers[message.from]
    const words = decision.preview ? summary(account, message) : t('notify.new')
    const body =
      decision.preview && author && author.id !== chat ? t('notify.by', { name: author.name, text: words }) : words
    const route = chatLink(chat, id)
    void showNotice({ title: peer.name, body, slot, chat, route, open: () => open(chat) }).catch(() => {})
    gone(chat, id)
  }
  /** Removes the notification of a chat once it is read. */
  const gone = (chat: PeerId, id: number) => {
    createRoot((dispose) => {
      onCleanup(account.on((event) => event.kind === 'new' && event.chat === chat && event.id !== id && dispose()))
      createEffect(() => {
        const dialog = tables.dialogs[chat]
        if (dialog && dialog.unread > 0) return
        void hideNotice(slot, chat)
        dispose()
      })
    })
  }
  onCleanup(account.on((event) => event.kind === 'new' && told(event.chat, event.id)))
}
