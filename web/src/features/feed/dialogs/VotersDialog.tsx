import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../../api/account'
import type { Message } from '../../../api/message'
import { t } from '../../../lang/lang'
import { Dialog } from '../../../ui/Dialog'
import { Tabs } from '../../../ui/Tabs'
import { PagedPeople } from './PagedPeople'
import { createPaged } from './paged'

/** VotersDialog is who voted for which answer of a public poll. */
export function VotersDialog(props: { message: Message; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const options = () => (props.message.body.kind === 'poll' ? props.message.body.poll.options : [])
  const first = options().find((option) => (option.votes ?? 0) > 0) ?? options()[0]
  const [option, setOption] = createSignal(first?.option ?? '')
  const paged = createPaged(option, async (chosen, next) => {
    const page = await api.voters({
      chat: props.message.chat,
      id: props.message.id,
      option: chosen,
      ...(next === undefined ? {} : { next }),
    })
    return { items: page.votes, count: page.count, next: page.next }
  })
  const tabs = () => options().map((o) => ({ key: o.option, label: o.text, badge: o.votes ?? 0, quiet: true }))
  return (
    <Dialog open title={t('poll.voters')} size="s" flush onClose={props.onClose}>
      <Tabs label={t('poll.voters.options')} tabs={tabs()} value={option()} onChange={setOption} />
      <PagedPeople paged={paged} icon="poll" empty={t('poll.voters.none')} onClose={props.onClose} />
    </Dialog>
  )
}
