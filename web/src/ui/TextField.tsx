import { createSignal, createUniqueId, type JSX, onMount, Show, splitProps } from 'solid-js'
import { number, t } from '../lang/lang'
import { classes } from './classes'
import { IconButton } from './IconButton'
import styles from './TextField.module.css'

export interface TextFieldProps
  extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'onInput' | 'onChange' | 'prefix'> {
  label: string
  value: string
  onInput: (value: string) => void
  /** What is wrong with it, and what to do. */
  error?: string | undefined
  /** A sentence below, when nothing is wrong. */
  hint?: JSX.Element
  /** Fixed text before what is typed: `+`, `t.me/`. */
  prefix?: string
  /** Something after it: a button, a spinner. */
  trailing?: JSX.Element
  /** Show how many characters are left of this many. Unlike maxlength it does not cut what is pasted. */
  count?: number
}

/** TextField is one line of text with its label inside the frame. Attributes of a native input pass through; a password can be looked at. */
export function TextField(props: TextFieldProps) {
  const [own, rest] = splitProps(props, [
    'label',
    'value',
    'onInput',
    'error',
    'hint',
    'prefix',
    'trailing',
    'count',
    'type',
    'class',
    'id',
  ])
  const id = own.id ?? createUniqueId()
  const [shown, setShown] = createSignal(false)
  onMount(() => {
    if (rest.autofocus) document.getElementById(id)?.focus() // the attribute counts only once in a document
  })
  const left = () => (own.count === undefined ? undefined : own.count - [...own.value].length)
  return (
    <div class={classes(styles.field, own.error && styles.wrong, own.class)}>
      <div class={styles.frame}>
        <Show when={own.prefix}>
          <span class={styles.prefix} aria-hidden="true">
            {own.prefix}
          </span>
        </Show>
        <div class={styles.box}>
          <input
            placeholder=" "
            {...rest}
            id={id}
            class={styles.input}
            type={own.type === 'password' && shown() ? 'text' : (own.type ?? 'text')}
            value={own.value}
            aria-invalid={own.error ? 'true' : undefined}
            aria-describedby={own.error || own.hint ? `${id}-note` : undefined}
            onInput={(e) => own.onInput(e.currentTarget.value)}
          />
          <label class={styles.label} for={id}>
            {own.label}
          </label>
        </div>
        <Show when={left() !== undefined}>
          <span class={classes(styles.count, (left() ?? 0) < 0 && styles.over)} aria-hidden="true">
            {number(left() ?? 0)}
          </span>
        </Show>
        <Show when={own.type === 'password'}>
          <IconButton
            icon={shown() ? 'eyeOff' : 'eye'}
            label={shown() ? t('ui.password.hide') : t('ui.password.show')}
            onClick={() => setShown(!shown())}
          />
        </Show>
        {own.trailing}
      </div>
      <p class={styles.note} id={`${id}-note`} role={own.error ? 'alert' : undefined} hidden={!own.error && !own.hint}>
        {own.error || own.hint}
      </p>
    </div>
  )
}
