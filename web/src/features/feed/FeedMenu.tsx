import { type JSX, Show, Suspense } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import { t } from '../../lang/lang'
import { Menu } from '../../ui/Menu'
import { Dialogs } from './lazy'
import { menuItems } from './menuItems'
import { ReactionBar } from './ReactionBar'
import type { View } from './view'

/** FeedMenu is the menu of the message that was asked for one, with a strip of reactions above. */
export function FeedMenu(props: { view: View }): JSX.Element {
  const account = useAccount()
  const { view } = props
  const { full } = useFull(() => view.feed.where.chat)
  const reactions = () => {
    const known = full()
    return known?.kind === 'group' ? known.reactions : { kind: 'all' as const }
  }
  return (
    <Show when={view.menu()}>
      {(open) => (
        <Menu
          at={open().at}
          label={t('feed.menu')}
          items={menuItems(account, view, open())}
          onClose={view.closeMenu}
          header={
            <Show when={view.allowed(open().message).react && reactions().kind !== 'none'}>
              <ReactionBar
                message={open().message}
                allowed={reactions()}
                onPick={(emoji) => {
                  const { message } = open()
                  view.closeMenu()
                  view.context.react(message, emoji)
                }}
              />
            </Show>
          }
        />
      )}
    </Show>
  )
}

/** FeedDialogs is what the menu asks; its code comes with the first question. */
export function FeedDialogs(props: { view: View }): JSX.Element {
  return (
    <Show when={props.view.dialog()} keyed>
      {(dialog) => (
        <Suspense>
          <Dialogs view={props.view} dialog={dialog} />
        </Suspense>
      )}
    </Show>
  )
}
