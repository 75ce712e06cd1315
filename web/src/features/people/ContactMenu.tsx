import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId, User } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink, formatRoute } from '../../lib/route'
import { Confirm } from '../../ui/Confirm'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { titleOf } from '../contacts'
import { attempt, EndingQuestion } from '../dialogs'
import { ContactDialog } from '../info'

/** Of whom the menu is open, and where. */
export interface ContactTarget {
  readonly user: PeerId
  readonly at: Anchor
}

/** ContactMenu is what can be done about somebody, with the questions that belong to it. */
export function ContactMenu(props: { target: ContactTarget | undefined; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const [asked, setAsked] = createSignal<{ what: 'edit' | 'delete' | 'block'; user: User }>()
  const userOf = (id: PeerId | undefined): User | undefined => {
    const peer = id === undefined ? undefined : tables.peers[id]
    return peer?.kind === 'user' ? peer : undefined
  }
  const items = (): MenuItem[] => {
    const user = userOf(props.target?.user)
    if (!user) return []
    const ask = (what: 'edit' | 'delete' | 'block') => () => setAsked({ what, user })
    const go = (to: string) => () => {
      location.hash = to
    }
    const profile = formatRoute({ at: 'chat', chat: user.id, info: '' })
    return [
      { label: t('contacts.write'), icon: 'chat', onSelect: go(chatLink(user.id)) },
      { label: t('contacts.profile'), icon: 'info', onSelect: go(profile) },
      {
        label: user.contact ? t('contacts.edit') : t('contacts.addThem'),
        icon: user.contact ? 'edit' : 'addUser',
        onSelect: ask('edit'),
      },
      'line',
      { label: t('contacts.block'), icon: 'block', onSelect: ask('block') },
      ...(user.contact
        ? [{ label: t('contacts.delete'), icon: 'trash', danger: true, onSelect: ask('delete') } as const]
        : []),
    ]
  }
  const close = () => setAsked(undefined)
  return (
    <>
      <Menu
        at={props.target?.at}
        label={t('contacts.more', { name: titleOf(userOf(props.target?.user)) })}
        items={items()}
        onClose={() => props.onClose()}
      />
      <Show when={asked()} keyed>
        {(now) => (
          <>
            <ContactDialog open={now.what === 'edit'} user={now.user} full={undefined} onClose={close} />
            <Confirm
              open={now.what === 'delete'}
              danger
              title={t('contacts.delete')}
              text={t('contacts.deleteText', { name: titleOf(now.user) })}
              confirm={t('contacts.deleteConfirm')}
              onConfirm={() => attempt(api.deleteContacts({ users: [now.user.id] }))}
              onClose={close}
            />
            <Show when={now.what === 'block'}>
              <EndingQuestion chat={now.user.id} what="block" onClose={close} />
            </Show>
          </>
        )}
      </Show>
    </>
  )
}
