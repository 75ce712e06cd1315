import { type JSX, Match, Switch } from 'solid-js'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import type { IconName } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'
import type { Pages } from './pages'

export interface ListStateProps {
  pages: Omit<Pages<unknown>, 'change'>
  icon: IconName
  /** A sentence: what is not here. */
  empty: string
  children: JSX.Element
}

/** What stands for a list until it is there: its shape, what went wrong, or that it is empty. */
export function ListState(props: ListStateProps): JSX.Element {
  return (
    <Switch fallback={props.children}>
      <Match when={props.pages.items().length === 0 && props.pages.error() !== undefined}>
        <Failure
          title={t('info.failed')}
          text={errorText(props.pages.error())}
          busy={props.pages.busy()}
          onRetry={() => props.pages.reload()}
        />
      </Match>
      <Match when={!props.pages.ready()}>
        <Skeleton label={t('info.loading')} />
      </Match>
      <Match when={props.pages.items().length === 0}>
        <Empty icon={props.icon} text={props.empty} />
      </Match>
    </Switch>
  )
}
