import { createSignal, type JSX, Show } from 'solid-js'
import type { Peer } from '../../api/peer'
import { t } from '../../lang/lang'
import { contextMenu } from '../../ui/context'
import { IconButton } from '../../ui/IconButton'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { ScheduleDialog } from '../schedule'
import styles from './Composer.module.css'
import type { How } from './send'

export interface SendButtonProps {
  peer: Peer | undefined
  /** There is something to be sent. */
  ready: boolean
  /** It saves what was changed. */
  editing: boolean
  /** All that is written here goes later. */
  scheduled: boolean
  /** Seconds until one may write again; 0: at once. */
  wait: string | undefined
  onSend: (how: How) => void
}

/** SendButton sends; its menu, by the right button, a long press or the arrow beside it, sends in other ways. */
export function SendButton(props: SendButtonProps): JSX.Element {
  const [at, setAt] = createSignal<Anchor>()
  const [scheduling, setScheduling] = createSignal(false)
  const self = () => props.peer?.kind === 'user' && props.peer.self
  const online = () => props.peer?.kind === 'user' && !props.peer.self && 'at' in props.peer.presence
  const items = (): MenuItem[] => [
    ...(self()
      ? []
      : [{ label: t('composer.silent'), icon: 'mute' as const, onSelect: () => props.onSend({ silent: true }) }]),
    {
      label: self() ? t('composer.remind') : t('composer.schedule'),
      icon: 'scheduled',
      onSelect: () => setScheduling(true),
    },
  ]
  const open = (anchor: Anchor) => {
    if (props.ready && !props.editing && !props.scheduled) setAt(anchor)
  }
  const press = () => (props.scheduled && !props.editing ? setScheduling(true) : props.onSend({}))
  const label = () => {
    if (props.editing) return t('composer.save')
    if (props.scheduled) return t('composer.schedule')
    return t('composer.send')
  }
  return (
    <div class={styles.sending}>
      <Show when={props.ready && !props.editing && !props.scheduled}>
        <IconButton
          class={styles.arrow}
          icon="up"
          size={18}
          label={t('composer.sendMenu')}
          aria-haspopup="menu"
          aria-expanded={at() !== undefined}
          onClick={(e) => setAt(e.currentTarget)}
        />
      </Show>
      <IconButton
        class={styles.send}
        icon={props.editing ? 'check' : props.scheduled ? 'scheduled' : 'send'}
        kind="filled"
        label={props.wait ? t('composer.wait', { time: props.wait }) : label()}
        disabled={!props.ready || props.wait !== undefined}
        onClick={press}
        {...contextMenu(open)}
      >
        <Show when={props.wait}>
          <span class={styles.wait} aria-hidden="true">
            {props.wait}
          </span>
        </Show>
      </IconButton>
      <Menu at={at()} label={t('composer.sendMenu')} items={at() ? items() : []} onClose={() => setAt(undefined)} end />
      <ScheduleDialog
        open={scheduling()}
        online={online()}
        reminder={self()}
        onClose={() => setScheduling(false)}
        onPick={(schedule) => props.onSend({ schedule })}
      />
    </div>
  )
}
