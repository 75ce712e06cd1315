import type { Rich } from '../../api/message'
import { kindsAt, rich, splice, toggle } from '../../lib/edit'
import type { Kind, Mark, PlainKind } from '../../lib/entities'
import { parse } from '../../lib/markdown'

/** A text being written, and what is selected in it. */
export interface Doc {
  readonly content: Rich
  readonly from: number
  readonly to: number
  /** What the next text at the caret gets, when that is not what is around it. */
  readonly typing?: readonly PlainKind[]
}

export const emptyDoc: Doc = { content: rich(''), from: 0, to: 0 }

/** A document with the caret at its end. */
export const docOf = (content: Rich): Doc => ({ content, from: content.text.length, to: content.text.length })

/** Looks that can be switched on before the text is there. */
const looks: ReadonlySet<Kind> = new Set(['bold', 'italic', 'underline', 'strike', 'spoiler', 'code'])
const isLook = (kind: Kind): kind is PlainKind => looks.has(kind)

/** Puts text in the place of a range, the caret after it. */
export function put(doc: Doc, from: number, to: number, text: string | Rich): Doc {
  const length = typeof text === 'string' ? text.length : text.text.length
  const marked =
    typeof text === 'string' && doc.typing && from === to && from === doc.from
      ? rich(
          text,
          doc.typing.map((kind) => ({ kind, offset: 0, length })),
        )
      : text
  return { content: splice(doc.content, from, to, marked), from: from + length, to: from + length }
}

/** Puts what was typed in the place of the selection; signs that it completes become formatting. */
export function type(doc: Doc, text: string): Doc {
  const typed = put(doc, doc.from, doc.to, text)
  return /[*_~|`)]$/.test(text) ? formatted(typed) : typed
}

/** Begins a line. On an empty line at the end of a block it leaves the block instead. */
export function breakLine(doc: Doc): Doc {
  const { content, from, to } = doc
  const block = content.entities.find((e) => (e.kind === 'quote' || e.kind === 'pre') && e.offset + e.length === to)
  if (from !== to || !block || block.length < 2 || content.text.charAt(to - 1) !== '\n') return put(doc, from, to, '\n')
  const entities = content.entities
    .map((e) => (e.offset < to && e.offset + e.length === to ? { ...e, length: e.length - 1 } : e))
    .filter((e) => e.length > 0)
  return { content: { text: content.text, entities }, from, to, typing: [] }
}

/** Takes away the signs before the caret that are a pair now. What is typed next stands outside of them. */
function formatted(doc: Doc): Doc {
  const { content, to } = doc
  const head = content.text.slice(0, to)
  if (
    content.entities.some((e) => (e.kind === 'pre' || e.kind === 'code') && e.offset < to && e.offset + e.length >= to)
  )
    return doc
  // In code that is not closed yet signs are just signs.
  if (head.split('```').length % 2 === 0) return doc
  const line = head.endsWith('```') ? 0 : head.lastIndexOf('\n') + 1
  if (!head.endsWith('```') && head.slice(line).split('`').length % 2 === 0) return doc
  const before = { text: head.slice(line), entities: cut(content, line, to) }
  const parsed = parse(before)
  if (parsed.text === before.text) return doc
  const at = line + parsed.text.length
  return { content: splice(content, line, to, parsed), from: at, to: at, typing: [] }
}

const cut = (content: Rich, from: number, to: number) =>
  content.entities.flatMap((e) => {
    const offset = Math.max(e.offset, from)
    const length = Math.min(e.offset + e.length, to) - offset
    return length > 0 ? [{ ...e, offset: offset - from, length }] : []
  })

/** Switches a mark on or off: of the selection, or of what is typed next. */
export function mark(doc: Doc, m: Mark): Doc {
  if (doc.from !== doc.to) return { ...doc, content: toggle(doc.content, doc.from, doc.to, m) }
  if (!isLook(m.kind)) return { ...doc, content: toggle(doc.content, doc.from, doc.to, m) }
  const now = marksAt(doc)
  const kind = m.kind
  return { ...doc, typing: now.includes(kind) ? now.filter((k) => k !== kind) : [...now, kind] }
}

/** The looks of the selection, or of what is typed next. */
export const marksAt = (doc: Doc): PlainKind[] =>
  doc.typing && doc.from === doc.to ? [...doc.typing] : [...kindsAt(doc.content, doc.from, doc.to)].filter(isLook)

/** What changed between two texts, as the least piece; `caret` says where, when several would do. */
export function change(before: string, after: string, caret: number): { from: number; to: number; text: string } {
  const tail = after.length - caret
  let end = 0
  while (end < tail && end < before.length && before.at(-1 - end) === after.at(-1 - end)) end++
  let from = 0
  const most = Math.min(before.length, after.length) - end
  while (from < most && before.charAt(from) === after.charAt(from)) from++
  return { from, to: before.length - end, text: after.slice(from, after.length - end) }
}

/** How long typing goes on to be undone in one step, in milliseconds. */
const together = 1000

/** What can be taken back. */
export class History {
  #past: Doc[] = []
  #future: Doc[] = []
  #last = 0
  #kind = ''

  /** Notes what was there before a change of some kind; typing in one go is one step. */
  note(before: Doc, kind: string, now: number): void {
    this.#future = []
    const goesOn = kind !== '' && kind === this.#kind && now - this.#last < together
    this.#kind = kind
    this.#last = now
    if (goesOn) return
    this.#past.push(before)
    if (this.#past.length > 200) this.#past.shift()
  }

  undo(now: Doc): Doc | undefined {
    return this.#step(this.#past, this.#future, now)
  }

  redo(now: Doc): Doc | undefined {
    return this.#step(this.#future, this.#past, now)
  }

  clear(): void {
    this.#past = []
    this.#future = []
    this.#kind = ''
  }

  #step(from: Doc[], to: Doc[], now: Doc): Doc | undefined {
    const doc = from.pop()
    if (doc) to.push(now)
    this.#kind = ''
    return doc
  }
}
