import { type JSX, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { toast } from '../../ui/Toast'
import styles from './Code.module.css'

const copy = async (text: string) => {
  await navigator.clipboard.writeText(text)
  toast({ text: t('feed.copied'), icon: 'copy' })
}

/** InlineCode is a few words of code; a press copies them. */
export function InlineCode(props: { text: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: by keyboard the menu of the message copies
    <code
      class={styles.inline}
      title={t('feed.code.copy')}
      onClick={(e) => {
        if (getSelection()?.isCollapsed === false) return
        e.stopPropagation()
        void copy(props.text)
      }}
    >
      {props.text}
    </code>
  )
}

/** CodeBlock is a piece of code with the name of its language and a button that copies it. */
export function CodeBlock(props: { text: string; language: string }): JSX.Element {
  return (
    <span class={styles.block}>
      <span class={styles.head}>
        <Show when={props.language} fallback={<span />}>
          <span class={styles.language}>{props.language}</span>
        </Show>
        <IconButton
          icon="copy"
          size={16}
          label={t('feed.code.copy')}
          class={styles.copy}
          onClick={() => copy(props.text)}
        />
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be scrolled by keys as well */}
      <code class={styles.code} dir="ltr" tabIndex={0} role="group" aria-label={props.language || t('feed.code')}>
        {props.text}
      </code>
    </span>
  )
}
