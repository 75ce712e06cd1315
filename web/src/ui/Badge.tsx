import { Show } from 'solid-js'
import { number } from '../lang/lang'
import styles from './Badge.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

export interface BadgeProps {
  /** A count; above 999 it is cut. Without it and an icon the badge is a dot. */
  count?: number
  icon?: IconName
  /** Grey: of something muted. */
  quiet?: boolean
  /** What it means, for who listens; else the number is read. */
  label?: string | undefined
}

/** Badge is a small round mark with a count, an icon, or nothing. */
export function Badge(props: BadgeProps) {
  const text = () => {
    const n = props.count
    if (n === undefined) return undefined
    return n > 999 ? `${number(999)}+` : number(n)
  }
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the name comes with the role
    <span
      class={classes(styles.badge, props.quiet && styles.quiet, text() === undefined && !props.icon && styles.dot)}
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
    >
      <Show when={props.icon} fallback={text()}>
        {(name) => <Icon name={name()} size={14} />}
      </Show>
    </span>
  )
}
