import { classes } from './classes'
import styles from './Icon.module.css'
import { directed, type IconName, icons } from './icons'

export type { IconName }

export interface IconProps {
  name: IconName
  /** The side of the square, in pixels: 24 unless told. */
  size?: number
  class?: string | undefined
}

/** Icon draws one of our icons in the colour of the text around it. It says nothing to who listens: what holds it has the name. */
export function Icon(props: IconProps) {
  return (
    <svg
      class={classes(styles.icon, directed.has(props.name) && styles.directed, props.class)}
      width={props.size ?? 24}
      height={props.size ?? 24}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={icons[props.name]} />
    </svg>
  )
}
