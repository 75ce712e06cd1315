import { createSignal, type JSX, Show } from 'solid-js'
import type { Message } from '../../../api/message'
import { t } from '../../../lang/lang'
import { Confirm } from '../../../ui/Confirm'
import { Checkbox } from '../../../ui/Switch'
import type { View } from '../view'

/** PinDialog asks for whom a message is pinned, and whether they are told. */
export function PinDialog(props: { view: View; message: Message; onClose: () => void }): JSX.Element {
  const { account, where } = props.view.feed
  const peer = () => account.tables.peers[where.chat]
  const self = () => account.me()?.id === where.chat
  const [both, setBoth] = createSignal(true)
  const [loud, setLoud] = createSignal(true)
  const person = () => peer()?.kind === 'user' && !self()
  const group = () => peer()?.kind === 'group'
  const pin = () =>
    props.view.attempt(
      account.api.pin({
        chat: where.chat,
        id: props.message.id,
        silent: !group() || !loud(),
        mine: person() && !both(),
      }),
    )
  return (
    <Confirm
      open
      title={t('feed.pin.title')}
      text={t('feed.pin.text')}
      confirm={t('feed.act.pin')}
      onConfirm={pin}
      onClose={props.onClose}
    >
      <Show when={person()}>
        <Checkbox label={t('feed.pin.both', { name: peer()?.name ?? '' })} checked={both()} onChange={setBoth} />
      </Show>
      <Show when={group()}>
        <Checkbox label={t('feed.pin.loud')} checked={loud()} onChange={setLoud} />
      </Show>
    </Confirm>
  )
}
