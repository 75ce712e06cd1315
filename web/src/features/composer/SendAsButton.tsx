import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Menu } from '../../ui/Menu'
import { toast } from '../../ui/Toast'
import { PeerAvatar } from '../contacts'
import styles from './SendAsButton.module.css'

export interface SendAsButtonProps {
  chat: PeerId
  /** In whose name one writes now. */
  as: PeerId
  onChoose: (as: PeerId) => void
}

/** SendAsButton shows in whose name one writes, where there is a choice, and changes it. */
export function SendAsButton(props: SendAsButtonProps): JSX.Element {
  const { api, tables, me } = useAccount()
  const [choices, setChoices] = createSignal<readonly PeerId[]>([])
  const [at, setAt] = createSignal<HTMLElement>()
  createEffect(
    on(
      () => props.chat,
      (chat) => void api.sendAsChoices({ chat }).then(setChoices, () => setChoices([])),
    ),
  )
  const name = (id: PeerId) => tables.peers[id]?.name ?? ''
  const about = (id: PeerId) =>
    id === me()?.id ? t('composer.as.you') : id === props.chat ? t('composer.as.anonymous') : ''
  const choose = (as: PeerId) => {
    const before = props.as
    props.onChoose(as)
    api.saveSendAs({ chat: props.chat, as }).catch((error) => {
      props.onChoose(before)
      toast(errorText(error))
    })
  }
  return (
    <Show when={choices().length > 1}>
      <button
        type="button"
        class={styles.button}
        aria-haspopup="menu"
        aria-label={t('composer.as', { name: name(props.as) })}
        onClick={(e) => setAt(e.currentTarget)}
      >
        <PeerAvatar peer={tables.peers[props.as]} size={30} person still />
      </button>
      <Menu
        at={at()}
        label={t('composer.asWhom')}
        items={choices().map((id) => ({
          label: name(id),
          hint: about(id),
          checked: id === props.as,
          onSelect: () => choose(id),
        }))}
        onClose={() => setAt(undefined)}
      />
    </Show>
  )
}
