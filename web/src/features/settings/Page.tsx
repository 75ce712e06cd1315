import type { JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Icon } from '../../ui/Icon'
import styles from './Settings.module.css'

export interface PageProps {
  title: string
  /** The page that it was opened from; undefined: the list of chats. */
  up?: string
  actions?: JSX.Element
  children: JSX.Element
}

/** Page is a page of settings: a header with the way back, and what it has below. */
export function Page(props: PageProps): JSX.Element {
  const back = () => formatRoute(props.up === undefined ? { at: 'chats' } : { at: 'settings', page: props.up })
  return (
    <section class={styles.page} aria-label={props.title}>
      <header class={styles.header}>
        <a class={styles.back} href={back()} aria-label={t('settings.back')} data-pane-focus>
          <Icon name="back" />
        </a>
        <h2 class={styles.title}>{props.title}</h2>
        {props.actions}
      </header>
      <div class={styles.body}>{props.children}</div>
    </section>
  )
}
