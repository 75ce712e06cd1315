import { describe, expect, it } from 'vitest'
import type { Rich } from '../../api/message'
import { rich } from '../../lib/edit'
import { breakLine, change, type Doc, docOf, emptyDoc, History, mark, put, type } from './editing'

const typed = (text: string, from: Doc = emptyDoc): Doc => [...text].reduce((doc, letter) => type(doc, letter), from)
const marks = ({ entities }: Rich) => entities.map((e) => [e.kind, e.offset, e.length])

describe('type', () => {
  it('makes formatting of signs when their pair is whole, and goes on without it', () => {
    const doc = typed('a **bold** b')
    expect(doc.content.text).toBe('a bold b')
    expect(marks(doc.content)).toEqual([['bold', 2, 4]])
    expect(doc.from).toBe(8)
  })

  it('leaves single signs, words with underscores and unfinished blocks alone', () => {
    for (const text of ['2 * 3 * 4', 'snake_case_name', '```go', '** no **', 'a | b | c']) {
      expect(typed(text).content).toEqual(rich(text))
    }
  })

  it('makes a block of code when its last sign is there', () => {
    const doc = typed('```x = 1```')
    expect(doc.content.text).toBe('x = 1')
    expect(marks(doc.content)).toEqual([['pre', 0, 5]])
  })

  it('does nothing to signs in code', () => {
    const doc = typed('`a**b**', { ...emptyDoc })
    expect(typed('`', doc).content.text).toBe('a**b**')
  })

  it('keeps what stands behind the caret', () => {
    const doc = typed('**', { ...docOf(rich('**x tail')), from: 3, to: 3 })
    expect(doc.content.text).toBe('x tail')
    expect(doc.from).toBe(1)
    expect(marks(doc.content)).toEqual([['bold', 0, 1]])
  })
})

describe('mark', () => {
  it('formats a selection and takes it back', () => {
    const doc = { content: rich('hello world'), from: 0, to: 5 }
    const bold = mark(doc, { kind: 'bold' })
    expect(marks(bold.content)).toEqual([['bold', 0, 5]])
    expect(marks(mark(bold, { kind: 'bold' }).content)).toEqual([])
  })

  it('switches what is typed next', () => {
    const on = mark(docOf(rich('a ')), { kind: 'italic' })
    const doc = typed('bc', on)
    expect(marks(doc.content)).toEqual([['italic', 2, 2]])
    const off = typed('d', mark(doc, { kind: 'italic' }))
    expect(off.content.text).toBe('a bcd')
    expect(marks(off.content)).toEqual([['italic', 2, 2]])
  })
})

it('leaves a quote by an empty line', () => {
  const quote = docOf(rich('said', [{ kind: 'quote', collapsed: false, offset: 0, length: 4 }]))
  const second = breakLine(quote)
  expect(marks(second.content)).toEqual([['quote', 0, 5]])
  const out = typed('mine', breakLine(second))
  expect(out.content.text).toBe('said\nmine')
  expect(marks(out.content)).toEqual([['quote', 0, 4]])
})

it('finds the least change, where the caret says', () => {
  expect(change('aaa', 'aaaa', 2)).toEqual({ from: 1, to: 1, text: 'a' })
  expect(change('one two', 'one 2', 5)).toEqual({ from: 4, to: 7, text: '2' })
  expect(change('same', 'same', 4)).toEqual({ from: 4, to: 4, text: '' })
})

it('undoes typing in one step and redoes it', () => {
  const history = new History()
  let doc = emptyDoc
  const edit = (next: Doc, kind: string, now: number) => {
    history.note(doc, kind, now)
    doc = next
  }
  edit(type(doc, 'a'), 'type', 0)
  edit(type(doc, 'b'), 'type', 100)
  edit(type(doc, 'c'), 'type', 5000)
  edit(put(doc, 0, 3, rich('pasted')), '', 5100)
  doc = history.undo(doc) ?? doc
  expect(doc.content.text).toBe('abc')
  doc = history.undo(doc) ?? doc
  expect(doc.content.text).toBe('ab')
  doc = history.undo(doc) ?? doc
  expect(doc.content.text).toBe('')
  expect(history.undo(doc)).toBeUndefined()
  doc = history.redo(doc) ?? doc
  expect(doc.content.text).toBe('ab')
})
