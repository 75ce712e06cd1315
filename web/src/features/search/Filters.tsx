import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import type { MessageQuery } from '../../api/search'
import { t } from '../../lang/lang'
import { Chip } from '../../ui/Chip'
import { Menu } from '../../ui/Menu'
import { PeerPicker, titleOf } from '../contacts'
import styles from './Search.module.css'

/** What limits a search. */
export interface Limits {
  readonly kind: MessageQuery['kind']
  readonly from?: PeerId
  /** Messages of so many days. */
  readonly days?: number
}

const kinds = ['all', 'people', 'groups', 'channels', 'links'] as const
const periods = [1, 7, 30, 365] as const

/** Filters are the chips over what was found: which chats, whose messages, of which time. */
export function Filters(props: { limits: Limits; onChange: (limits: Limits) => void }): JSX.Element {
  const { tables } = useAccount()
  const [choosing, setChoosing] = createSignal(false)
  const [at, setAt] = createSignal<HTMLElement>()
  let row!: HTMLFieldSetElement
  const without = (key: 'from' | 'days'): Limits => {
    const { [key]: _, ...rest } = props.limits
    return rest
  }
  return (
    <fieldset ref={row} class={styles.filters} aria-label={t('search.filters')}>
      <For each={kinds}>
        {(kind) => (
          <Chip
            label={t(`search.kind.${kind}`)}
            pressed={props.limits.kind === kind}
            onClick={() => props.onChange({ ...props.limits, kind })}
          />
        )}
      </For>
      <Show
        when={props.limits.from}
        fallback={<Chip icon="user" label={t('search.from')} onClick={() => setChoosing(true)} />}
      >
        {(from) => (
          <Chip
            icon="user"
            pressed
            label={titleOf(tables.peers[from()])}
            removeLabel={t('search.anyone')}
            onRemove={() => props.onChange(without('from'))}
          />
        )}
      </Show>
      <Show
        when={props.limits.days}
        fallback={<Chip icon="calendar" label={t('search.when')} onClick={() => setAt(row)} />}
      >
        {(days) => (
          <Chip
            icon="calendar"
            pressed
            label={t('search.days', { n: days() })}
            removeLabel={t('search.anyTime')}
            onRemove={() => props.onChange(without('days'))}
          />
        )}
      </Show>
      <Menu
        at={at()}
        end
        label={t('search.when')}
        items={periods.map((days) => ({
          label: t('search.days', { n: days }),
          onSelect: () => props.onChange({ ...props.limits, days }),
        }))}
        onClose={() => setAt(undefined)}
      />
      <PeerPicker
        open={choosing()}
        title={t('search.from')}
        onDone={([from]) => from !== undefined && props.onChange({ ...props.limits, from })}
        onClose={() => setChoosing(false)}
      />
    </fieldset>
  )
}
