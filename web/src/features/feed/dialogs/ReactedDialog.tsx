import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../../api/account'
import type { Message } from '../../../api/message'
import { t } from '../../../lang/lang'
import { Dialog } from '../../../ui/Dialog'
import { Tabs } from '../../../ui/Tabs'
import { PagedPeople } from './PagedPeople'
import { createPaged } from './paged'

/** ReactedDialog is who reacted to a message: all of them, or by reaction. */
export function ReactedDialog(props: { message: Message; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [emoji, setEmoji] = createSignal('')
  const paged = createPaged(emoji, async (only, next) => {
    const page = await api.reactedBy({
      chat: props.message.chat,
      id: props.message.id,
      ...(only === '' ? {} : { emoji: only }),
      ...(next === undefined ? {} : { next }),
    })
    return { items: page.reacted, count: page.count, next: page.next }
  })
  const tabs = () => [
    { key: '', label: t('reactions.everybody') },
    ...props.message.reactions.map(({ emoji: key, count }) => ({ key, label: key, badge: count, quiet: true })),
  ]
  return (
    <Dialog open title={t('reactions.of')} size="s" flush onClose={props.onClose}>
      <Show when={props.message.reactions.length > 1}>
        <Tabs label={t('reactions.of')} tabs={tabs()} value={emoji()} onChange={setEmoji} />
      </Show>
      <PagedPeople paged={paged} icon="heart" empty={t('reactions.none')} onClose={props.onClose} />
    </Dialog>
  )
}
