import { type JSX, onMount, Show } from 'solid-js'
import { t } from '../lang/lang'
import { Icon } from './Icon'
import { IconButton } from './IconButton'
import styles from './SearchField.module.css'
import { Spinner } from './Spinner'

export interface SearchFieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  /** Escape in an empty field, or the button at its end. */
  onClear?: () => void
  onFocus?: () => void
  onKeyDown?: (e: KeyboardEvent) => void
  busy?: boolean
  autofocus?: boolean
  /** Chips of what limits the search, inside the frame. */
  leading?: JSX.Element
  ref?: (el: HTMLInputElement) => void
  /** The id of the list of what was found, for who listens. */
  controls?: string
}

/** SearchField is a round field for what is searched. Escape empties it. */
export function SearchField(props: SearchFieldProps) {
  let input!: HTMLInputElement
  onMount(() => {
    if (props.autofocus) input.focus() // the attribute counts only once in a document
  })
  const clear = () => {
    props.onInput('')
    props.onClear?.()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a press beside the words puts the caret in the field
    <div class={styles.field} onClick={(e) => e.target === e.currentTarget && input.focus()}>
      <Show when={!props.busy} fallback={<Spinner size={20} />}>
        <Icon name="search" size={20} />
      </Show>
      {props.leading}
      <input
        ref={(el) => {
          input = el
          props.ref?.(el)
        }}
        class={styles.input}
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck={false}
        aria-label={props.label}
        aria-controls={props.controls}
        placeholder={props.label}
        autofocus={props.autofocus}
        value={props.value}
        onInput={(e) => props.onInput(e.currentTarget.value)}
        onFocus={() => props.onFocus?.()}
        onKeyDown={(e) => {
          props.onKeyDown?.(e)
          if (e.key !== 'Escape' || e.defaultPrevented) return
          if (props.value !== '' || props.onClear) {
            e.preventDefault()
            e.stopPropagation()
            clear()
          }
        }}
      />
      <Show when={props.value !== ''}>
        <IconButton
          icon="close"
          size={18}
          label={t('ui.clear')}
          onClick={() => {
            clear()
            input.focus()
          }}
        />
      </Show>
    </div>
  )
}
