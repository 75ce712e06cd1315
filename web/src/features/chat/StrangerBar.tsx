import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { IconButton } from '../../ui/IconButton'
import { Checkbox } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import styles from './StrangerBar.module.css'

/** StrangerBar is what is offered about somebody who is new: to add, to block, to report them. */
export function StrangerBar(props: { chat: PeerId }): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const { full, reload } = useFull(() => props.chat)
  const [blocking, setBlocking] = createSignal(false)
  const [spam, setSpam] = createSignal(true)
  const person = () => {
    const peer = tables.peers[props.chat]
    return peer?.kind === 'user' ? peer : undefined
  }
  const settings = () => {
    const now = full()
    if (now?.kind !== 'user' || account.me()?.id === props.chat) return undefined
    const { addContact, block, reportSpam, sharePhone } = now.settings
    return addContact || block || reportSpam || sharePhone ? now.settings : undefined
  }
  const attempt = async (doing: Promise<unknown>) => {
    try {
      await doing
      await reload()
    } catch (error) {
      toast(errorText(error))
    }
  }
  const add = () => {
    const user = person()
    if (!user) return
    const { id, firstName, lastName } = user
    void attempt(api.addContact({ user: id, firstName, lastName, share: settings()?.needsException === true }))
  }
  const block = async () => {
    if (spam() && settings()?.reportSpam) await attempt(api.reportSpam({ chat: props.chat }))
    await attempt(api.setBlocked({ peer: props.chat, blocked: true }))
  }
  return (
    <Show when={person() && settings()}>
      {(offer) => (
        <div class={styles.bar}>
          <Show when={offer().addContact || offer().sharePhone}>
            <Button icon="addUser" onClick={add}>
              {t('chat.stranger.add')}
            </Button>
          </Show>
          <Show when={offer().block || offer().reportSpam}>
            <Button kind="danger-plain" icon="block" onClick={() => setBlocking(true)}>
              {t('chat.stranger.block')}
            </Button>
          </Show>
          <IconButton
            icon="close"
            label={t('chat.stranger.hide')}
            onClick={() => void attempt(api.hideBar({ chat: props.chat }))}
          />
          <Confirm
            open={blocking()}
            title={t('chat.stranger.blockTitle', { name: person()?.name ?? '' })}
            text={t('chat.stranger.blockText')}
            confirm={t('chat.stranger.block')}
            danger
            onConfirm={block}
            onClose={() => setBlocking(false)}
          >
            <Show when={offer().reportSpam}>
              <Checkbox label={t('chat.stranger.spam')} checked={spam()} onChange={setSpam} />
            </Show>
          </Confirm>
        </div>
      )}
    </Show>
  )
}
