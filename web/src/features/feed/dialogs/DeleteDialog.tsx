import { createSignal, type JSX, Show } from 'solid-js'
import type { Message } from '../../../api/message'
import { t } from '../../../lang/lang'
import { Confirm } from '../../../ui/Confirm'
import { Checkbox } from '../../../ui/Switch'
import type { View } from '../view'

/** DeleteDialog asks whether messages are to go, and for whom: only what may be chosen is offered. */
export function DeleteDialog(props: { view: View; messages: readonly Message[]; onClose: () => void }): JSX.Element {
  const { view } = props
  const { account, where } = view.feed
  const removals = () => props.messages.map((message) => view.allowed(message).remove)
  const all = () => removals().every((removal) => removal?.all === true)
  const mine = () => removals().every((removal) => removal?.mine === true)
  const peer = () => account.tables.peers[where.chat]
  const person = () => peer()?.kind === 'user'
  // One's own are for all unless told otherwise; others' only when asked for.
  const [forAll, setForAll] = createSignal(props.messages.every((message) => message.out))
  const n = () => props.messages.length
  const remove = async () => {
    const scheduled = props.messages.some((message) => message.scheduled)
    const done = await view.attempt(
      account.api.deleteMessages({
        chat: where.chat,
        ids: props.messages.map((message) => message.id),
        forAll: all() && (forAll() || !mine()),
        ...(scheduled ? { scheduled } : {}),
      }),
    )
    if (done) view.feed.selection.clear()
  }
  const text = () => {
    if (props.messages.some((message) => message.scheduled)) return t('feed.delete.scheduled')
    if (!mine()) return t('feed.delete.forAll')
    return all() ? undefined : t('feed.delete.forMe')
  }
  return (
    <Confirm
      open
      danger
      title={t('feed.delete.title', { n: n() })}
      text={text()}
      confirm={t('feed.act.delete')}
      onConfirm={remove}
      onClose={props.onClose}
    >
      <Show when={mine() && all()}>
        <Checkbox
          label={person() ? t('feed.delete.also', { name: peer()?.name ?? '' }) : t('feed.delete.everyone')}
          checked={forAll()}
          onChange={setForAll}
        />
      </Show>
    </Confirm>
  )
}
