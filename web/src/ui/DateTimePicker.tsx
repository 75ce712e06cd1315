import { createUniqueId, Show } from 'solid-js'
import { t } from '../lang/lang'
import { Calendar } from './Calendar'
import styles from './DateTimePicker.module.css'

export interface DateTimePickerProps {
  value: Date
  onChange: (value: Date) => void
  min?: Date | undefined
  max?: Date | undefined
  /** The time of day is chosen as well. */
  time?: boolean
}

const two = (n: number) => String(n).padStart(2, '0')

/** DateTimePicker chooses a day, and with `time` a time of that day, in local time. Show it in a Dialog or a form. */
export function DateTimePicker(props: DateTimePickerProps) {
  const id = createUniqueId()
  const set = (d: Date, hours: number, minutes: number) =>
    props.onChange(new Date(d.getFullYear(), d.getMonth(), d.getDate(), hours, minutes))
  return (
    <div>
      <Calendar
        value={props.value}
        min={props.min}
        max={props.max}
        onPick={(d) => set(d, props.value.getHours(), props.value.getMinutes())}
      />
      <Show when={props.time}>
        <div class={styles.time}>
          <label for={id}>{t('ui.time')}</label>
          <input
            id={id}
            class={styles.input}
            type="time"
            value={`${two(props.value.getHours())}:${two(props.value.getMinutes())}`}
            onChange={(e) => {
              const [hours, minutes] = e.currentTarget.value.split(':').map(Number)
              if (hours !== undefined && minutes !== undefined) set(props.value, hours, minutes)
            }}
          />
        </div>
      </Show>
    </div>
  )
}
