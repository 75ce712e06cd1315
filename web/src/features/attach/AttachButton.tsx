import { createSignal, type JSX, Match, Suspense, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { NewMedia } from '../../api/media'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import { ContactDialog, LocationDialog, PollDialog, TodoDialog } from './lazy'

export interface AttachButtonProps {
  chat: PeerId
  /** What may be sent there. */
  allowed: { polls: boolean; others: boolean; dice: boolean }
  onSend: (media: NewMedia) => void
}

type Making = 'poll' | 'todo' | 'location' | 'contact'

/** What is thrown or spun, its value chosen by the server. */
const dice = ['🎲', '🎯', '🏀', '⚽', '🎳', '🎰'] as const

/** AttachButton is the paperclip: what can be sent besides text. */
export function AttachButton(props: AttachButtonProps): JSX.Element {
  const { tables } = useAccount()
  const [making, setMaking] = createSignal<Making>()
  const close = () => setMaking(undefined)
  const items = (): MenuItem[] => {
    const { polls, others } = props.allowed
    return [
      { label: t('attach.poll'), icon: 'poll', disabled: !polls, onSelect: () => setMaking('poll') },
      { label: t('attach.todo'), icon: 'list', disabled: !others, onSelect: () => setMaking('todo') },
      { label: t('attach.location'), icon: 'location', disabled: !others, onSelect: () => setMaking('location') },
      { label: t('attach.contact'), icon: 'contact', disabled: !others, onSelect: () => setMaking('contact') },
      'line',
      ...dice.map((emoji) => ({
        label: `${emoji}  ${names[emoji]()}`,
        disabled: !props.allowed.dice,
        onSelect: () => props.onSend({ kind: 'dice', emoji }),
      })),
    ]
  }
  return (
    <>
      <MenuButton icon="attach" label={t('attach.title')} items={items} />
      <Suspense>
        <Switch>
          <Match when={making() === 'poll'}>
            <PollDialog channel={tables.peers[props.chat]?.kind === 'channel'} onSend={props.onSend} onClose={close} />
          </Match>
          <Match when={making() === 'todo'}>
            <TodoDialog onSend={props.onSend} onClose={close} />
          </Match>
          <Match when={making() === 'location'}>
            <LocationDialog onSend={props.onSend} onClose={close} />
          </Match>
          <Match when={making() === 'contact'}>
            <ContactDialog onSend={props.onSend} onClose={close} />
          </Match>
        </Switch>
      </Suspense>
    </>
  )
}

const names = {
  '🎲': () => t('attach.dice.dice'),
  '🎯': () => t('attach.dice.darts'),
  '🏀': () => t('attach.dice.basketball'),
  '⚽': () => t('attach.dice.football'),
  '🎳': () => t('attach.dice.bowling'),
  '🎰': () => t('attach.dice.slots'),
} as const
