import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Invite } from '../../api/link'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { toast } from '../../ui/Toast'
import { PeerAvatar } from '../contacts'
import styles from './Link.module.css'

/** How many of those who are in it are shown. */
const shown = 5

export interface InviteDialogProps {
  hash: string
  about: Extract<Invite, { kind: 'invite' }>
  onJoined: (chat: PeerId) => void
  onClose: () => void
}

/** InviteDialog shows what an invite link leads to, and joins, or asks to. */
export function InviteDialog(props: InviteDialogProps): JSX.Element {
  const { api, tables } = useAccount()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const members = () => {
    const { channel, members: n } = props.about
    return channel ? t('links.subscribers', { n }) : t('links.members', { n })
  }
  const warning = () => {
    if (props.about.scam) return t('links.scam')
    return props.about.fake ? t('links.fake') : undefined
  }
  const join = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const chat = await api.acceptInvite({ hash: props.hash })
      if (chat !== undefined) {
        props.onJoined(chat)
        return
      }
      toast(t('errors.INVITE_REQUEST_SENT'))
      props.onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const action = () => {
    if (props.about.request) return t('links.request')
    return props.about.channel ? t('links.joinChannel') : t('links.joinGroup')
  }
  return (
    <Dialog
      open
      size="s"
      title={props.about.channel ? t('links.channel') : t('links.group')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" autofocus busy={busy()} onClick={join}>
            {action()}
          </Button>
        </>
      }
    >
      <div class={styles.invite}>
        <Avatar name={props.about.title} color={props.about.color} size={88} />
        <strong>{props.about.title}</strong>
        <span class={styles.quiet}>{members()}</span>
        <Show when={warning()}>
          <p class={styles.warning}>{warning()}</p>
        </Show>
        <Show when={props.about.about}>
          <p>{props.about.about}</p>
        </Show>
        <Show when={props.about.people.length > 0}>
          <ul class={styles.people}>
            <For each={props.about.people.slice(0, shown)}>
              {(id) => (
                <li>
                  <PeerAvatar peer={tables.peers[id]} size={44} />
                  <span>{tables.peers[id]?.name}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={props.about.request}>
          <p class={styles.quiet}>{t('links.request.text')}</p>
        </Show>
        <Show when={error()}>
          <p class={styles.warning} role="alert">
            {errorText(error())}
          </p>
        </Show>
      </div>
    </Dialog>
  )
}
