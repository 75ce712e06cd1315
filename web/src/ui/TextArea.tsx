import { createEffect, createUniqueId, type JSX, Show, splitProps } from 'solid-js'
import { number } from '../lang/lang'
import { classes } from './classes'
import styles from './TextField.module.css'

export interface TextAreaProps extends Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, 'onInput' | 'onChange'> {
  label: string
  value: string
  onInput: (value: string) => void
  error?: string | undefined
  hint?: JSX.Element
  /** Show how many characters are left of this many. */
  count?: number
}

/** TextArea is text of several lines that grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const [own, rest] = splitProps(props, ['label', 'value', 'onInput', 'error', 'hint', 'count', 'class', 'id'])
  const id = own.id ?? createUniqueId()
  let area!: HTMLTextAreaElement
  const left = () => (own.count === undefined ? undefined : own.count - [...own.value].length)
  createEffect(() => {
    own.value.length
    if (CSS.supports('field-sizing', 'content')) return
    area.style.blockSize = 'auto'
    area.style.blockSize = `${area.scrollHeight}px`
  })
  return (
    <div class={classes(styles.field, own.error && styles.wrong, own.class)}>
      <div class={styles.frame}>
        <div class={styles.box}>
          <textarea
            placeholder=" "
            rows={1}
            {...rest}
            ref={area}
            id={id}
            class={styles.area}
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
      </div>
      <p class={styles.note} id={`${id}-note`} role={own.error ? 'alert' : undefined} hidden={!own.error && !own.hint}>
        {own.error || own.hint}
      </p>
    </div>
  )
}
