import { createSignal, type JSX } from 'solid-js'
import type { Message } from '../../../api/message'
import type { PeerId } from '../../../api/peer'
import { t } from '../../../lang/lang'
import { Checkbox } from '../../../ui/Switch'
import { TextField } from '../../../ui/TextField'
import { toast } from '../../../ui/Toast'
import { PeerPicker } from '../../contacts'
import { mayWrite } from '../actions'
import type { View } from '../view'
import styles from './Dialogs.module.css'

/** How many chats one forwards to at once. */
const most = 20

/** ForwardDialog sends messages on to other chats, with a comment and without names if one likes. */
export function ForwardDialog(props: { view: View; messages: readonly Message[]; onClose: () => void }): JSX.Element {
  const { account, where, selection } = props.view.feed
  const [hide, setHide] = createSignal(false)
  const [comment, setComment] = createSignal('')
  const send = async (chats: PeerId[]) => {
    const ids = props.messages.map((message) => message.id).sort((a, b) => a - b)
    const text = comment().trim()
    for (const chat of chats) {
      if (text !== '') await account.api.sendText({ chat, text, entities: [] })
      const one = { chat, from: where.chat, ids, hideSender: hide() }
      if (!(await props.view.attempt(account.api.forward(one)))) return
    }
    selection.clear()
    const [first] = chats
    const name = first === undefined ? '' : (account.tables.peers[first]?.name ?? '')
    const saved = first === account.me()?.id
    toast({
      icon: 'forward',
      text:
        chats.length > 1
          ? t('feed.forwarded', { n: chats.length })
          : saved
            ? t('feed.saved')
            : t('feed.forwardedTo', { name }),
    })
  }
  return (
    <PeerPicker
      open
      from="chats"
      multiple
      max={most}
      title={t('feed.forward.title')}
      confirm={t('feed.forward.send')}
      filter={(peer) => mayWrite(peer)}
      onDone={send}
      onClose={props.onClose}
    >
      <div class={styles.more}>
        <TextField label={t('feed.forward.comment')} value={comment()} onInput={setComment} maxLength={1024} />
        <Checkbox label={t('feed.forward.hide')} checked={hide()} onChange={setHide} />
      </div>
    </PeerPicker>
  )
}
