import type { Rich } from '../../api/message'
import { type Mark, type Segment, tree } from '../../lib/entities'

/**
 * The text in the box as nodes. Their text is the text of the message, letter by
 * letter, so that places in it are places in the message; one line feed more at
 * the end gives an empty last line its height.
 */
export function draw(root: HTMLElement, content: Rich): void {
  reconcile(root, tree(content.text, content.entities))
  const filler = content.text === '' || content.text.endsWith('\n')
  if (filler) root.append(document.createElement('br'))
}

function reconcile(parent: Node, segments: readonly Segment[]): void {
  segments.forEach((segment, i) => {
    const old = parent.childNodes[i]
    const node = shape(old, segment)
    if (old === undefined) parent.appendChild(node)
    else if (old !== node) parent.replaceChild(node, old)
  })
  while (parent.childNodes.length > segments.length) parent.lastChild?.remove()
}

/** A node that shows a segment: the old one where that does. */
function shape(old: Node | undefined, segment: Segment): Node {
  if (segment.kind === 'text') {
    if (!(old instanceof Text)) return document.createTextNode(segment.text)
    if (old.data !== segment.text) old.data = segment.text
    return old
  }
  const name = nameOf(segment.mark)
  const node =
    old instanceof HTMLElement && old.dataset.mark === name
      ? old
      : document.createElement(tags[segment.mark.kind] ?? 'span')
  node.dataset.mark = name
  if (segment.mark.kind === 'link') node.title = segment.mark.url
  reconcile(node, segment.children)
  return node
}

const nameOf = (mark: Mark): string => {
  switch (mark.kind) {
    case 'link':
      return `link ${mark.url}`
    case 'mentionName':
      return `mention ${mark.user}`
    default:
      return mark.kind
  }
}

const tags: Partial<Record<Mark['kind'], string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strike: 's',
  code: 'code',
}

/** All places where letters are, and line breaks that the browser made. */
function* pieces(root: Node): Generator<Text | HTMLBRElement> {
  for (const node of root.childNodes) {
    if (node instanceof Text || node instanceof HTMLBRElement) yield node
    else yield* pieces(node)
  }
}

/** The text that is in the box now, however it came there. */
export function textOf(root: HTMLElement): string {
  let text = ''
  let filler = false
  for (const piece of pieces(root)) {
    filler = piece instanceof HTMLBRElement
    text += piece instanceof Text ? piece.data : '\n'
  }
  return filler ? text.slice(0, -1) : text
}

/** Which place in the text a place in the nodes is. */
export function offsetAt(root: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange()
  range.setStart(root, 0)
  range.setEnd(node, offset)
  return Math.min(range.toString().length, textOf(root).length)
}

/** What is selected in the box; undefined: the selection is elsewhere. */
export function selected(root: HTMLElement): { from: number; to: number } | undefined {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return undefined
  const from = offsetAt(root, range.startContainer, range.startOffset)
  return { from, to: range.collapsed ? from : offsetAt(root, range.endContainer, range.endOffset) }
}

/** Selects a range of the text. */
export function select(root: HTMLElement, from: number, to: number): void {
  const now = selected(root)
  if (now?.from === from && now.to === to) return
  const [startNode, start] = nodeAt(root, from)
  const [endNode, end] = from === to ? [startNode, start] : nodeAt(root, to)
  document.getSelection()?.setBaseAndExtent(startNode, start, endNode, end)
}

function nodeAt(root: HTMLElement, offset: number): [Node, number] {
  let left = offset
  for (const piece of pieces(root)) {
    if (!(piece instanceof Text)) break
    if (left <= piece.length) return [piece, left]
    left -= piece.length
  }
  return [root, root.lastChild instanceof HTMLBRElement ? root.childNodes.length - 1 : root.childNodes.length]
}

/** Scrolls the box so that the end of the selection is seen. */
export function reveal(root: HTMLElement): void {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0 || !root.contains(selection.focusNode)) return
  const range = selection.getRangeAt(0).cloneRange()
  range.collapse(false)
  const caret = range.getClientRects()[0] ?? lastLine(root)
  const box = root.getBoundingClientRect()
  if (caret.bottom > box.bottom) root.scrollTop += caret.bottom - box.bottom + 8
  else if (caret.top < box.top) root.scrollTop -= box.top - caret.top + 8
}

/** Where an empty last line is: a caret there has no rectangle. */
function lastLine(root: HTMLElement): DOMRect {
  const last = root.lastChild
  return last instanceof HTMLElement ? last.getBoundingClientRect() : root.getBoundingClientRect()
}
