import { type JSX, Show, splitProps } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'
import styles from './ListRow.module.css'

export interface ListRowProps extends Omit<JSX.HTMLAttributes<HTMLElement>, 'title'> {
  title: JSX.Element
  subtitle?: JSX.Element
  /** An avatar, or anything else at the start. */
  leading?: JSX.Element
  /** An icon at the start. */
  icon?: IconName
  /** A value, a badge, a time at the end. */
  trailing?: JSX.Element
  /** It leads somewhere: a link. */
  href?: string | undefined
  /** It is the one shown beside the list. */
  current?: boolean
  danger?: boolean
  accent?: boolean
  disabled?: boolean
  /** The subtitle may take several lines. */
  wrap?: boolean
}

/** ListRow is a row of a list: a link with href, a button with onClick, else just a row. Other attributes pass through. */
export function ListRow(props: ListRowProps) {
  const [own, rest] = splitProps(props, [
    'title',
    'subtitle',
    'leading',
    'icon',
    'trailing',
    'href',
    'current',
    'danger',
    'accent',
    'disabled',
    'wrap',
    'class',
  ])
  const tag = (): string => (own.href !== undefined ? 'a' : rest.onClick ? 'button' : 'div')
  return (
    <Dynamic
      component={tag()}
      {...rest}
      class={classes(
        styles.row,
        tag() !== 'div' && styles.live,
        own.danger && styles.danger,
        own.accent && styles.accent,
        own.current && styles.current,
        own.class,
      )}
      href={own.href}
      type={tag() === 'button' ? 'button' : undefined}
      disabled={tag() === 'button' ? own.disabled : undefined}
      aria-current={own.current ? 'page' : undefined}
    >
      <Show when={own.icon} fallback={own.leading}>
        {(name) => <Icon class={styles.icon} name={name()} />}
      </Show>
      <span class={styles.words}>
        <span class={styles.title}>{own.title}</span>
        <Show when={own.subtitle}>
          <span class={classes(styles.subtitle, own.wrap && styles.wrap)}>{own.subtitle}</span>
        </Show>
      </span>
      <Show when={own.trailing}>
        <span class={styles.trailing}>{own.trailing}</span>
      </Show>
    </Dynamic>
  )
}
