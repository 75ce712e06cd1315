import { createResource, type JSX, Match, Switch } from 'solid-js'
import { useAccount } from '../../../api/account'
import type { Message } from '../../../api/message'
import { errorText } from '../../../lang/errors'
import { dayAt } from '../../../lang/format'
import { t } from '../../../lang/lang'
import { Dialog } from '../../../ui/Dialog'
import { Empty } from '../../../ui/Empty'
import { Failure } from '../../../ui/Failure'
import { Skeleton } from '../../../ui/Skeleton'
import { isError } from '../view'
import { PeopleList } from './PeopleList'

/** ReadersDialog is who has read a message of one's own, or when the one other did. */
export function ReadersDialog(props: { message: Message; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const where = { chat: props.message.chat, id: props.message.id }
  const person = props.message.chat > 0
  const [readers, { refetch }] = createResource(async () => {
    if (!person) return await api.readers(where)
    return [{ who: props.message.chat, date: await api.readDate(where) }]
  })
  const hidden = () => {
    if (isError(readers.error, 'USER_PRIVACY_RESTRICTED')) return t('feed.readers.theirs')
    if (isError(readers.error, 'YOUR_PRIVACY_RESTRICTED')) return t('feed.readers.yours')
    if (isError(readers.error, 'MESSAGE_TOO_OLD')) return t('feed.readers.old')
    if (isError(readers.error, 'MESSAGE_NOT_READ_YET')) return t('feed.readers.none')
    return undefined
  }
  const known = () => (readers.state === 'ready' ? readers() : undefined)
  return (
    <Dialog open title={t('feed.act.readers')} size="s" flush onClose={props.onClose}>
      <Switch fallback={<Skeleton label={t('feed.loading')} count={3} />}>
        <Match when={hidden()}>{(why) => <Empty icon="eyeOff" text={why()} />}</Match>
        <Match when={readers.error}>
          <Failure title={t('feed.people.failed')} text={errorText(readers.error)} onRetry={() => refetch()} />
        </Match>
        <Match when={known()?.length === 0}>
          <Empty icon="checks" text={t('feed.readers.none')} />
        </Match>
        <Match when={person && known()?.[0]}>
          {(reader) => <Empty icon="checks" text={t('feed.readers.at', { time: dayAt(reader().date) })} />}
        </Match>
        <Match when={known()}>{(people) => <PeopleList people={people()} onClose={props.onClose} />}</Match>
      </Switch>
    </Dialog>
  )
}
