import { onCleanup } from 'solid-js'
import type { Account } from '../api/account'
import { chatsOf } from '../features/folders'
import { t } from '../lang/lang'
import { runHotkey, useHotkey } from '../ui/hotkeys'
import { accounts, switchAccount } from './accounts'
import { neighbour } from './neighbour'
import { movePane } from './panes'
import { go, route } from './router'
import { onePane } from './width'

/** listenHotkeys has keys do what is registered for them, until the component is gone. */
export function listenHotkeys(): void {
  const hear = (e: KeyboardEvent) => void runHotkey(e)
  window.addEventListener('keydown', hear)
  onCleanup(() => window.removeEventListener('keydown', hear))
}

/** useAppKeys registers the keys of the shell for the account that is shown. */
export function useAppKeys(account: Account, showKeys: () => void): void {
  const step = (by: 1 | -1) => () => {
    const at = route()
    const next = neighbour(chatsOf(account)(), at.at === 'chat' ? at.chat : undefined, by)
    if (next === undefined) return false
    go({ at: 'chat', chat: next })
    return
  }
  const pane = (by: 1 | -1) => () => (movePane(by) ? undefined : false)
  const help = () => {
    showKeys()
    return undefined
  }
  const app = { group: 'app' } as const
  useHotkey({ keys: 'Alt+ArrowUp', ...app, label: () => t('app.keys.previous'), run: step(-1) })
  useHotkey({ keys: 'Alt+ArrowDown', ...app, label: () => t('app.keys.next'), run: step(1) })
  // The search is over the list of chats: that comes into sight first.
  useHotkey({
    keys: 'Mod+K',
    priority: 100,
    run: () => {
      const { at } = route()
      if (at !== 'chats' && (at !== 'chat' || onePane())) go({ at: 'chats' })
      return false
    },
  })
  useHotkey({
    keys: 'Mod+,',
    ...app,
    label: () => t('app.settings'),
    run: () => {
      go({ at: 'settings', page: '' })
      return
    },
  })
  useHotkey({ keys: 'F6', ...app, typing: true, label: () => t('app.keys.pane'), run: pane(1) })
  useHotkey({ keys: 'Shift+F6', typing: true, run: pane(-1) })
  useHotkey({ keys: 'Mod+/', ...app, label: () => t('app.keys.title'), run: help })
  useHotkey({ keys: '?', run: help })
  for (const [at, keys] of ['Mod+Alt+1', 'Mod+Alt+2', 'Mod+Alt+3', 'Mod+Alt+4'].entries()) {
    useHotkey({
      keys,
      run: () => {
        const other = accounts()[at]
        if (!other) return false
        switchAccount(other.slot)
        return
      },
    })
  }
}
