import { type JSX, Match, Switch } from 'solid-js'
import { errorText } from '../../../lang/errors'
import { t } from '../../../lang/lang'
import { Empty } from '../../../ui/Empty'
import { Failure } from '../../../ui/Failure'
import type { IconName } from '../../../ui/Icon'
import { Skeleton } from '../../../ui/Skeleton'
import { PeopleList, type Person } from './PeopleList'
import type { Paged } from './paged'

export interface PagedPeopleProps {
  paged: Paged<Person>
  icon: IconName
  /** What is said when there is nobody. */
  empty: string
  onClose: () => void
}

/** PagedPeople is a list of people that comes in pages, with what is shown before, without and instead of it. */
export function PagedPeople(props: PagedPeopleProps): JSX.Element {
  const { paged } = props
  return (
    <Switch>
      <Match when={paged.items().length > 0}>
        <PeopleList
          people={paged.items()}
          more={paged.more() ? { busy: paged.state() === 'loading', load: paged.load } : undefined}
          onClose={props.onClose}
        />
      </Match>
      <Match when={paged.state() === 'failed'}>
        <Failure title={t('feed.people.failed')} text={errorText(paged.error())} onRetry={paged.load} />
      </Match>
      <Match when={paged.state() === 'ready'}>
        <Empty icon={props.icon} text={props.empty} />
      </Match>
      <Match when={true}>
        <Skeleton label={t('feed.loading')} count={4} />
      </Match>
    </Switch>
  )
}
