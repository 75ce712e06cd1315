import { type JSX, Match, Switch } from 'solid-js'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Failure } from '../../ui/Failure'
import { Skeleton } from '../../ui/Skeleton'
import type { Loading } from './loading'

/** Waiting is what stands in place of a list that has nothing to show: its shape, what went wrong, or that it is empty. */
export function Waiting(props: { loading: Loading; children: JSX.Element }): JSX.Element {
  return (
    <Switch fallback={props.children}>
      <Match when={props.loading.error()}>
        {(error) => (
          <Failure title={t('dialogs.failed')} text={errorText(error())} onRetry={() => props.loading.more()} />
        )}
      </Match>
      <Match when={props.loading.busy()}>
        <Skeleton label={t('dialogs.loading')} count={9} />
      </Match>
    </Switch>
  )
}
