import { type JSX, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { goInfo, useInfo } from './context'
import styles from './Page.module.css'

export interface InfoPageProps {
  title: string
  /** The page that the arrow goes back to; without it the button closes the pane. */
  parent?: string
  /** Buttons beside the title. */
  actions?: JSX.Element
  /** Its content scrolls by itself: a virtual list. */
  list?: boolean
  /** What stays above a list. */
  top?: JSX.Element
  children: JSX.Element
}

/** A page of the info pane: a header with the way back, and what scrolls below it. */
export function InfoPage(props: InfoPageProps): JSX.Element {
  const info = useInfo()
  return (
    <section class={styles.page} aria-label={props.title}>
      <header class={styles.header}>
        <Show
          when={props.parent}
          fallback={<IconButton icon="close" label={t('ui.close')} onClick={() => info.close()} />}
        >
          {(parent) => (
            <IconButton icon="back" label={t('info.back')} onClick={() => goInfo(info.chat, pageOf(parent()))} />
          )}
        </Show>
        <h2 class={styles.title}>{props.title}</h2>
        {props.actions}
      </header>
      <Show when={props.top}>
        <div class={styles.top}>{props.top}</div>
      </Show>
      <div class={`${styles.body} ${props.list ? styles.plain : styles.scroll}`}>{props.children}</div>
    </section>
  )
}

/** The profile itself has no name. */
const pageOf = (parent: string): string => (parent === 'profile' ? '' : parent)

/** A column of fields. */
export const Form = (props: { children: JSX.Element }): JSX.Element => <div class={styles.form}>{props.children}</div>

/** Buttons below fields or rows. */
export const Buttons = (props: { children: JSX.Element }): JSX.Element => (
  <div class={styles.buttons}>{props.children}</div>
)

/** A sentence in small letters. */
export const Note = (props: { children: JSX.Element }): JSX.Element => <p class={styles.note}>{props.children}</p>
