import { createEffect, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Action } from '../../api/action'
import { type Message, messageKey } from '../../api/message'
import { useFeed } from './context'
import { askFor } from './missing'
import { Names } from './Names'
import { PeerName } from './PeerName'
import styles from './Service.module.css'
import { sentence } from './sentence'
import { pinnedText } from './summary'

/** Service is a sentence about something that happened in the chat; its names lead to who they name. */
export function Service(props: { message: Message; action: Action }): JSX.Element {
  const account = useAccount()
  const view = useFeed()
  const to = () => props.message.reply
  createEffect(() => {
    const reply = to()
    if (props.action.kind !== 'pinned' || !reply || reply.id === 0) return
    if (!account.tables.messages[messageKey(reply.chat, reply.id)]) askFor(account, reply.chat, reply.id)
  })
  const pinned = () => {
    const text = pinnedText(account, props.message)
    const reply = to()
    if (text === undefined || !reply) return undefined
    return (
      <button type="button" class={styles.link} onClick={() => view.jump(reply.chat, reply.id)}>
        {text}
      </button>
    )
  }
  return (
    <div class={styles.pill}>
      {sentence<JSX.Element>(props.message, props.action, {
        me: account.me()?.id,
        channel: account.tables.peers[props.message.chat]?.kind === 'channel',
        name: (id) => <PeerName id={id} class={styles.link} />,
        names: (ids) => <Names ids={ids} class={styles.link} />,
        pinned,
      })}
    </div>
  )
}
