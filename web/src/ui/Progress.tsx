import { classes } from './classes'
import styles from './Progress.module.css'

export interface ProgressProps {
  /** What goes on. */
  label: string
  /** From 0 to 1; without it the length is unknown. */
  value?: number | undefined
  /** The label stands above the bar. */
  showLabel?: boolean
}

/** Progress is a bar of something that takes longer. */
export function Progress(props: ProgressProps) {
  const part = () => (props.value === undefined ? undefined : Math.max(0, Math.min(1, props.value)))
  return (
    <div class={styles.progress}>
      <span class={props.showLabel ? styles.label : 'spoken'} aria-hidden="true">
        {props.label}
      </span>
      <div
        class={classes(styles.track, part() === undefined && styles.unknown)}
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={part() === undefined ? undefined : Math.round((part() ?? 0) * 100)}
      >
        <div class={styles.bar} style={{ '--part': part() ?? 1 }} />
      </div>
    </div>
  )
}
