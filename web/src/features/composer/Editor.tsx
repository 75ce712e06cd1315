import { createEffect, type JSX, on, onCleanup, onMount } from 'solid-js'
import { classes } from '../../ui/classes'
import { readRich, writeRich } from './clipboard'
import { draw, reveal, select, selected, textOf } from './dom'
import styles from './Editor.module.css'
import { breakLine, change, type Doc, put, type } from './editing'
import type { Composing } from './state'

export interface EditorProps {
  composing: Composing
  label: string
  /** Keys before they do anything here; true: that was it. */
  onKey: (event: KeyboardEvent) => boolean
  /** Given to the box, which says with aria-* what a list of suggestions does. */
  list?: { id: string; active: string | undefined } | undefined
  ref?: (el: HTMLDivElement) => void
  autofocus?: boolean
}

/** Editor is the box in which one writes rich text. The text is kept by `composing`; the nodes show it. */
export function Editor(props: EditorProps): JSX.Element {
  let root!: HTMLDivElement
  let composed = false
  const doc = () => props.composing.doc()

  /** Takes over what the browser or an input method did to the nodes by itself. */
  const readBack = () => {
    const caret = selected(root)?.to ?? doc().to
    const text = textOf(root)
    const { from, to, text: added } = change(doc().content.text, text, caret)
    if (from === to && added === '') return
    props.composing.change({ ...put({ ...doc(), from }, from, to, added), from: caret, to: caret }, 'type')
  }
  const show = (now: Doc) => {
    if (composed) return
    draw(root, now.content)
    if (document.activeElement !== root) return
    select(root, now.from, now.to)
    if (now.from === now.to) reveal(root)
  }
  onMount(() => {
    props.ref?.(root)
    createEffect(on(doc, show))
    createEffect(
      on(
        () => props.composing.wanted(),
        () => focus(),
        { defer: true },
      ),
    )
    if (props.autofocus) focus()
    document.addEventListener('selectionchange', selectionChanged)
    onCleanup(() => document.removeEventListener('selectionchange', selectionChanged))
  })
  const focus = () => {
    root.focus({ preventScroll: true })
    select(root, doc().from, doc().to)
  }
  const selectionChanged = () => {
    if (composed || document.activeElement !== root) return
    const now = selected(root)
    if (!now || (now.from === doc().from && now.to === doc().to)) return
    const { typing: _, ...rest } = doc()
    props.composing.move({ ...rest, ...now })
  }
  const beforeInput = (e: InputEvent) => {
    if (e.isComposing || composed || !e.cancelable) return
    selectionChanged() // its event comes later
    const edited = edit(e, doc(), () => rangeOf(e, root, doc()))
    if (!edited) return
    e.preventDefault()
    if (edited.doc !== doc()) props.composing.change(edited.doc, edited.kind)
  }
  return (
    <div
      ref={root}
      class={classes(styles.editor, doc().content.text === '' && styles.empty)}
      contentEditable={true}
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={props.label}
      aria-autocomplete={props.list ? 'list' : undefined}
      aria-controls={props.list?.id}
      aria-activedescendant={props.list?.active}
      data-placeholder={props.label}
      dir="auto"
      spellcheck={true}
      onKeyDown={(e) => {
        if (e.isComposing || composed) return
        selectionChanged()
        if (props.onKey(e)) e.preventDefault()
      }}
      on:beforeinput={beforeInput}
      onInput={() => {
        readBack()
        show(doc())
      }}
      onCompositionStart={() => {
        composed = true
      }}
      onCompositionEnd={() => {
        composed = false
        readBack()
        show(doc())
      }}
      onPaste={(e) => {
        e.preventDefault()
        const pasted = e.clipboardData && (readRich(e.clipboardData) ?? e.clipboardData.getData('text/plain'))
        if (pasted) props.composing.change(put(doc(), doc().from, doc().to, plainLines(pasted)), '')
      }}
      onCopy={(e) => writeRich(e, doc())}
      onCut={(e) => {
        writeRich(e, doc())
        props.composing.change(put(doc(), doc().from, doc().to, ''), '')
      }}
    />
  )
}

const plainLines = <T,>(pasted: T | string): T | string =>
  typeof pasted === 'string' ? pasted.replace(/\r\n?/g, '\n') : pasted

/** The text that an input is about, as the browser sees it: a word to be deleted, one to be corrected. */
function rangeOf(e: InputEvent, root: HTMLElement, doc: Doc): { from: number; to: number } {
  const [range] = e.getTargetRanges()
  if (!range) return doc
  const selection = document.getSelection()
  const before = selected(root)
  selection?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
  const found = selected(root)
  if (before) select(root, before.from, before.to)
  return found ?? doc
}

/** What an input makes of the text; undefined: the browser is to do it, and is read afterwards. */
function edit(e: InputEvent, doc: Doc, range: () => { from: number; to: number }) {
  switch (e.inputType) {
    case 'insertText':
      return { doc: type(doc, e.data ?? ''), kind: 'type' }
    case 'insertLineBreak':
    case 'insertParagraph':
      return { doc: breakLine(doc), kind: '' }
    case 'insertReplacementText': {
      const text = e.data ?? e.dataTransfer?.getData('text/plain') ?? ''
      const { from, to } = range()
      return { doc: put(doc, from, to, text), kind: '' }
    }
    case 'insertFromDrop': {
      const text = e.dataTransfer?.getData('text/plain') ?? ''
      const { from, to } = range()
      return { doc: put(doc, from, to, text), kind: '' }
    }
    default: {
      if (e.inputType.startsWith('format') || e.inputType.startsWith('history')) return { doc, kind: '' }
      if (!e.inputType.startsWith('delete')) return undefined
      const { from, to } = doc.from === doc.to ? range() : doc
      if (from === to) return { doc, kind: '' }
      return { doc: put(doc, from, to, ''), kind: e.inputType }
    }
  }
}
