import { type JSX, Show, splitProps } from 'solid-js'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'
import styles from './IconButton.module.css'
import { Spinner } from './Spinner'
import { Tooltip } from './Tooltip'

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName
  /** What it does: its name, and the tooltip. */
  label: string
  /** accent: coloured; filled: a round button with the accent as its ground (send, new chat). */
  kind?: 'plain' | 'accent' | 'filled' | 'danger'
  /** It is a switch, and this is its state. */
  pressed?: boolean
  busy?: boolean
  size?: number
}

/** IconButton is a round button with an icon and a name that is not in sight. Attributes of a native button pass through. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, [
    'icon',
    'label',
    'kind',
    'pressed',
    'busy',
    'size',
    'class',
    'children',
    'onClick',
  ])
  return (
    <Tooltip text={own.label}>
      <button
        type="button"
        {...rest}
        class={classes(styles.button, styles[own.kind ?? 'plain'], own.pressed && styles.pressed, own.class)}
        aria-label={own.label}
        aria-pressed={own.pressed}
        aria-busy={own.busy ? 'true' : undefined}
        aria-disabled={own.busy ? 'true' : rest['aria-disabled']}
        onClick={(e) => {
          if (!own.busy && typeof own.onClick === 'function') own.onClick(e)
        }}
      >
        <Show when={!own.busy} fallback={<Spinner size={22} />}>
          <Icon name={own.icon} size={own.size ?? 24} />
        </Show>
        {own.children}
      </button>
    </Tooltip>
  )
}
