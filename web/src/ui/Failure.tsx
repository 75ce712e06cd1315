import { type JSX, Show } from 'solid-js'
import { t } from '../lang/lang'
import { Button } from './Button'
import { classes } from './classes'
import styles from './Empty.module.css'
import { Icon } from './Icon'

export interface FailureProps {
  /** What happened, in a few words. */
  title: string
  /** What to do about it. */
  text?: JSX.Element
  /** Tries again; while its promise is open the button is busy. */
  onRetry?: () => unknown
  busy?: boolean
}

/** Failure says what went wrong and what to do, with a button that tries again. */
export function Failure(props: FailureProps) {
  return (
    <div class={classes(styles.empty, styles.wrong)} role="alert">
      <span class={styles.icon}>
        <Icon name="failed" size={36} />
      </span>
      <p class={styles.title}>{props.title}</p>
      <Show when={props.text}>
        <p class={styles.text}>{props.text}</p>
      </Show>
      <Show when={props.onRetry}>
        <Button kind="tonal" icon="refresh" busy={props.busy ?? false} onClick={() => props.onRetry?.()}>
          {t('ui.retry')}
        </Button>
      </Show>
    </div>
  )
}
