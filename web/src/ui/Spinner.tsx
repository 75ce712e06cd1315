import styles from './Spinner.module.css'

export interface SpinnerProps {
  /** What is being waited for; without it the spinner is silent. */
  label?: string
  /** The diameter in pixels: 24 unless told. */
  size?: number
}

/** Spinner turns while something of unknown length goes on. */
export function Spinner(props: SpinnerProps) {
  return (
    <span
      class={styles.spinner}
      role={props.label ? 'status' : undefined}
      aria-hidden={props.label ? undefined : 'true'}
    >
      <svg width={props.size ?? 24} height={props.size ?? 24} viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
      </svg>
      <span class="spoken">{props.label}</span>
    </span>
  )
}
