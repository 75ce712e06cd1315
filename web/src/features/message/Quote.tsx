import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import styles from './Quote.module.css'

/** Quote is a quotation inside a text. A collapsed one shows three lines until it is opened. */
export function Quote(props: { collapsed: boolean; children: JSX.Element }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [long, setLong] = createSignal(false)
  let text!: HTMLSpanElement
  onMount(() => {
    if (props.collapsed) setLong(text.scrollHeight > text.clientHeight + 2)
  })
  const closed = () => props.collapsed && !open()
  return (
    <blockquote class={styles.quote}>
      <span ref={text} class={classes(styles.text, closed() && styles.closed)}>
        {props.children}
      </span>
      <Show when={long()}>
        <button
          type="button"
          class={styles.toggle}
          aria-expanded={open()}
          aria-label={open() ? t('feed.quote.less') : t('feed.quote.more')}
          onClick={(e) => {
            e.stopPropagation()
            setOpen(!open())
          }}
        >
          <Icon name={open() ? 'up' : 'down'} size={16} />
        </button>
      </Show>
    </blockquote>
  )
}
