import { createEffect, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { type Key, t } from '../../lang/lang'
import { kindsAt, link, linkAt, toggle } from '../../lib/edit'
import type { Mark } from '../../lib/entities'
import { safeLink } from '../../lib/link'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { IconName } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { moveBy } from '../../ui/roving'
import { TextField } from '../../ui/TextField'
import styles from './FormatBar.module.css'
import type { Composing } from './state'

const marks: readonly { mark: Mark; icon: IconName; label: Key & `composer.format.${string}` }[] = [
  { mark: { kind: 'bold' }, icon: 'bold', label: 'composer.format.bold' },
  { mark: { kind: 'italic' }, icon: 'italic', label: 'composer.format.italic' },
  { mark: { kind: 'underline' }, icon: 'underline', label: 'composer.format.underline' },
  { mark: { kind: 'strike' }, icon: 'strike', label: 'composer.format.strike' },
  { mark: { kind: 'spoiler' }, icon: 'spoiler', label: 'composer.format.spoiler' },
  { mark: { kind: 'code' }, icon: 'mono', label: 'composer.format.code' },
  { mark: { kind: 'pre', language: '' }, icon: 'code', label: 'composer.format.pre' },
  { mark: { kind: 'quote', collapsed: false }, icon: 'quote', label: 'composer.format.quote' },
]

export interface FormatBarProps {
  composing: Composing
  /** The box whose selection is formatted. */
  box: HTMLElement | undefined
  /** The dialog in which an address is typed. */
  linking: boolean
  onLinking: (open: boolean) => void
}

/** FormatBar floats over the selection of the box with what can be made of it. */
export function FormatBar(props: FormatBarProps): JSX.Element {
  const [focused, setFocused] = createSignal(false)
  const doc = () => props.composing.doc()
  createEffect(() => {
    const { box } = props
    if (!box) return
    const look = () => setFocused(box.contains(document.activeElement) || inBar(document.activeElement))
    look()
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', look)
    onCleanup(() => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', look)
    })
  })
  const shown = () =>
    focused() && doc().from !== doc().to && doc().content.text.slice(doc().from, doc().to).trim() !== ''
  const format = (mark: Mark) => {
    const { content, from, to } = doc()
    props.composing.change({ content: toggle(content, from, to, mark), from, to }, '')
  }
  return (
    <>
      <Show when={shown() && !props.linking}>
        <Portal>
          <Strip {...props} onFormat={format} />
        </Portal>
      </Show>
      <Show when={props.linking}>
        <LinkDialog {...props} />
      </Show>
    </>
  )
}

const inBar = (el: Element | null): boolean => el?.closest(`.${styles.bar}`) != null

function Strip(props: FormatBarProps & { onFormat: (mark: Mark) => void }): JSX.Element {
  let bar!: HTMLDivElement
  const doc = () => props.composing.doc()
  const has = () => kindsAt(doc().content, doc().from, doc().to)
  createEffect(() => {
    doc()
    requestAnimationFrame(() => bar.isConnected && float(bar))
  })
  const onKeyDown = (e: KeyboardEvent) => {
    const all = [...bar.querySelectorAll('button')]
    const at = all.findIndex((button) => button.matches(':focus'))
    const to = moveBy(e.key, at, all.length, 'horizontal')
    if (e.key === 'Escape') props.composing.focus()
    else if (to === undefined) return
    else all[to]?.focus()
    e.preventDefault()
    e.stopPropagation()
  }
  return (
    <div
      ref={bar}
      class={styles.bar}
      role="toolbar"
      aria-label={t('composer.format')}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => e.preventDefault()}
      onMouseDown={(e) => e.preventDefault()}
    >
      <For each={marks}>
        {({ mark, icon, label }, i) => (
          <IconButton
            icon={icon}
            size={20}
            label={t(label)}
            tabIndex={i() === 0 ? 0 : -1}
            pressed={has().has(mark.kind)}
            onClick={() => props.onFormat(mark)}
          />
        )}
      </For>
      <IconButton
        icon="link"
        size={20}
        tabIndex={-1}
        label={t('composer.format.link')}
        pressed={has().has('link')}
        onClick={() => props.onLinking(true)}
      />
    </div>
  )
}

/** Puts the bar over what is selected, inside the window. */
function float(bar: HTMLElement): void {
  const selection = document.getSelection()
  const rect = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).getBoundingClientRect() : undefined
  if (!rect || (rect.width === 0 && rect.height === 0)) return
  const width = bar.offsetWidth
  const left = Math.max(8, Math.min(rect.left + rect.width / 2 - width / 2, innerWidth - width - 8))
  bar.style.left = `${left}px`
  bar.style.top = `${Math.max(8, rect.top - bar.offsetHeight - 8)}px`
}

function LinkDialog(props: FormatBarProps): JSX.Element {
  const { content, from, to } = props.composing.doc()
  const old = linkAt(content, from)
  const [url, setUrl] = createSignal(old?.kind === 'link' ? old.url : '')
  const [wrong, setWrong] = createSignal(false)
  const range = () => (from === to && old ? { from: old.offset, to: old.offset + old.length } : { from, to })
  const close = () => {
    props.onLinking(false)
    props.composing.focus()
  }
  const save = (e: Event) => {
    e.preventDefault()
    const typed = url().trim()
    const address = typed === '' || /^[a-z][a-z+.-]*:/i.test(typed) ? typed : `https://${typed}`
    if (address !== '' && !safeLink(address)) {
      setWrong(true)
      return
    }
    const at = range()
    const linked = link(content, at.from, at.to, address === '' ? undefined : address)
    props.composing.change({ content: linked, from: at.to, to: at.to, typing: [] }, '')
    close()
  }
  return (
    <Dialog
      open
      size="s"
      title={t('composer.format.link')}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" onClick={save}>
            {t('composer.save')}
          </Button>
        </>
      }
    >
      <form onSubmit={save}>
        <TextField
          label={t('composer.address')}
          value={url()}
          autofocus
          inputmode="url"
          autocomplete="off"
          error={wrong() ? t('composer.badAddress') : undefined}
          onInput={(value) => {
            setUrl(value)
            setWrong(false)
          }}
        />
      </form>
    </Dialog>
  )
}
