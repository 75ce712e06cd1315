import { type JSX, Show, splitProps } from 'solid-js'
import styles from './Button.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'
import { Spinner } from './Spinner'

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: the one thing to do here; tonal: another; plain: words only; danger: it cannot be undone. */
  kind?: 'primary' | 'tonal' | 'plain' | 'danger' | 'danger-plain'
  icon?: IconName
  /** Something it started goes on: the button keeps its place and does nothing. */
  busy?: boolean
  /** As wide as what it is in. */
  wide?: boolean
}

/** Button is a button with words. Attributes of a native button pass through; its type is `button` unless told. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'icon', 'busy', 'wide', 'class', 'children', 'onClick'])
  return (
    <button
      type="button"
      {...rest}
      class={classes(styles.button, styles[own.kind ?? 'plain'], own.wide && styles.wide, own.class)}
      aria-busy={own.busy ? 'true' : undefined}
      aria-disabled={own.busy ? 'true' : undefined}
      onClick={(e) => {
        if (own.busy) {
          e.preventDefault()
          return
        }
        if (typeof own.onClick === 'function') own.onClick(e)
      }}
    >
      <span class={classes(styles.content, own.busy && styles.waiting)}>
        <Show when={own.icon}>{(name) => <Icon name={name()} size={20} />}</Show>
        {own.children}
      </span>
      <Show when={own.busy}>
        <span class={styles.busy}>
          <Spinner size={20} />
        </span>
      </Show>
    </button>
  )
}
