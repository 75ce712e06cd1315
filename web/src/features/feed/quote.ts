import type { Message } from '../../api/message'
import type { Quote } from '../../api/send'
import { between } from '../../lib/entities'

/** How much of a message may be quoted. */
const most = 1024

/** quoteIn is the part of a message's text that is marked on the page, with its formatting. */
export function quoteIn(message: Message): Quote | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const node = selection.anchorNode
  const article = (node instanceof Element ? node : node?.parentElement)?.closest('article')
  if (article?.dataset.id !== String(message.id)) return undefined
  return quoteOf(message, selection.toString())
}

/** quoteOf is a part of a message's text as an answer quotes it. */
export function quoteOf(message: Message, marked: string): Quote | undefined {
  const text = marked.trim()
  const offset = text === '' ? -1 : message.text.indexOf(text)
  if (offset < 0 || text.length > most || text === message.text) return undefined
  const entities = message.entities.flatMap((entity) => {
    const part = between(entity, offset, offset + text.length)
    return part ? [{ ...part, offset: part.offset - offset }] : []
  })
  return { text, entities, offset }
}
