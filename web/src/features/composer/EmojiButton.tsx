import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { place } from '../../ui/place'
import { EmojiPicker } from '../emoji'
import styles from './EmojiButton.module.css'

/** EmojiButton opens all emoji over the box; they go where the caret is. */
export function EmojiButton(props: { onPick: (emoji: string) => void; onClose: () => void }): JSX.Element {
  const [at, setAt] = createSignal<HTMLElement>()
  let closed = 0
  const close = () => {
    closed = performance.now()
    setAt(undefined)
  }
  return (
    <>
      <IconButton
        icon="smile"
        label={t('composer.emoji')}
        aria-haspopup="dialog"
        aria-expanded={at() !== undefined}
        pressed={at() !== undefined}
        onClick={(e) => {
          // the press that closed it is not to open it again
          if (performance.now() - closed > 250) setAt(e.currentTarget)
        }}
      />
      <Show when={at()}>
        {(anchor) => (
          <Panel
            anchor={anchor()}
            onPick={props.onPick}
            onClose={() => {
              close()
              props.onClose()
            }}
          />
        )}
      </Show>
    </>
  )
}

function Panel(props: { anchor: HTMLElement; onPick: (emoji: string) => void; onClose: () => void }): JSX.Element {
  let panel!: HTMLDivElement
  const toggled = (e: ToggleEvent) => {
    if (e.target === panel && e.newState === 'closed') props.onClose()
  }
  onMount(() => {
    panel.showPopover()
    place(panel, props.anchor, { gap: 12 })
  })
  onCleanup(() => panel.isConnected && panel.hidePopover())
  return (
    <div
      ref={panel}
      class={styles.panel}
      popover="auto"
      role="dialog"
      aria-label={t('composer.emoji')}
      on:toggle={toggled}
      onKeyDown={(e) => e.stopPropagation()}
    >
      <EmojiPicker autofocus={matchMedia('(pointer: fine)').matches} onPick={props.onPick} />
    </div>
  )
}
