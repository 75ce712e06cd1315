import { type Accessor, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { AccountEvent } from '../../api/patch'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Failure } from '../../ui/Failure'
import { Skeleton } from '../../ui/Skeleton'
import { toast } from '../../ui/Toast'
import styles from './Settings.module.css'

/** Something that a page shows and changes. */
export interface Load<T> {
  readonly value: Accessor<T | undefined>
  readonly error: Accessor<unknown>
  /** Puts in what it is by now. */
  set(value: T): void
  reload(): Promise<void>
}

/** createLoad loads something now, and again when an event says that it changed. */
export function createLoad<T>(load: () => Promise<T>, changed?: (event: AccountEvent) => boolean): Load<T> {
  const account = useAccount()
  const [value, setValue] = createSignal<T>()
  const [error, setError] = createSignal<unknown>()
  const reload = async () => {
    setError(undefined)
    try {
      const got = await load()
      setValue(() => got)
    } catch (failure) {
      setError(failure)
    }
  }
  void reload()
  onCleanup(account.on((event) => changed?.(event) && void reload()))
  return { value, error, set: (now) => void setValue(() => now), reload }
}

/** Loaded is what has been loaded, or what stands for it until then. */
export function Loaded<T>(props: { of: Load<T>; rows?: number; children: (value: Accessor<T>) => JSX.Element }) {
  const here = () => {
    const value = props.of.value()
    return value === undefined ? undefined : { value }
  }
  return (
    <Show
      when={here()}
      fallback={
        <Show
          when={props.of.error() === undefined}
          fallback={<Failure title={errorText(props.of.error())} onRetry={() => props.of.reload()} />}
        >
          <div class={styles.pad}>
            <Skeleton label={t('settings.loading')} kind="text" count={props.rows ?? 5} />
          </div>
        </Show>
      }
    >
      {(loaded) => props.children(() => loaded().value)}
    </Show>
  )
}

/** attempt does something that may fail, and says so then; true: it did not. */
export async function attempt(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    toast(errorText(error))
    return false
  }
}
