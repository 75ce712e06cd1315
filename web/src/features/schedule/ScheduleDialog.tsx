import { createSignal, type JSX, Show } from 'solid-js'
import { whenOnline } from '../../api/send'
import { locale, t } from '../../lang/lang'
import { clock, dayLabel } from '../../lib/dates'
import { Button } from '../../ui/Button'
import { DateTimePicker } from '../../ui/DateTimePicker'
import { Dialog } from '../../ui/Dialog'
import styles from './ScheduleDialog.module.css'

export interface ScheduleDialogProps {
  open: boolean
  onClose: () => void
  /** Seconds since 1970, or `whenOnline`. */
  onPick: (date: number) => void
  /** The other person's coming online can be waited for. */
  online?: boolean
  /** It is a note to oneself: a reminder. */
  reminder?: boolean
  /** What was chosen before; in an hour from now unless told. */
  date?: number
}

/** How far ahead the server keeps a message. */
const furthest = 365 * 86_400_000

/** ScheduleDialog has a moment chosen at which a message goes. */
export function ScheduleDialog(props: ScheduleDialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Chooser {...props} />
    </Show>
  )
}

function Chooser(props: ScheduleDialogProps): JSX.Element {
  const now = () => new Date()
  const [value, setValue] = createSignal(
    props.date !== undefined && props.date < whenOnline ? new Date(props.date * 1000) : nextHour(now()),
  )
  const seconds = () => Math.floor(value().getTime() / 1000)
  const late = () => value().getTime() < now().getTime() + 10_000
  const words = () => {
    const at = { day: dayLabel(seconds(), Date.now() / 1000, locale()), time: clock(seconds(), locale()) }
    return props.reminder ? t('schedule.remindAt', at) : t('schedule.sendAt', at)
  }
  const pick = (date: number) => {
    props.onClose()
    props.onPick(date)
  }
  return (
    <Dialog
      open
      size="s"
      title={props.reminder ? t('schedule.reminder') : t('schedule.title')}
      onClose={props.onClose}
      footer={
        <div class={styles.buttons}>
          <Button kind="primary" wide disabled={late()} onClick={() => pick(seconds())}>
            {words()}
          </Button>
          <Show when={props.online}>
            <Button wide onClick={() => pick(whenOnline)}>
              {t('schedule.whenOnline')}
            </Button>
          </Show>
        </div>
      }
    >
      <DateTimePicker value={value()} onChange={setValue} min={now()} max={new Date(now().getTime() + furthest)} time />
      <Show when={late()}>
        <p class={styles.late} role="alert">
          {t('schedule.late')}
        </p>
      </Show>
    </Dialog>
  )
}

/** The next full hour that is at least half an hour away. */
function nextHour(from: Date): Date {
  const at = new Date(from.getTime() + 90 * 60_000)
  at.setMinutes(0, 0, 0)
  return at
}
