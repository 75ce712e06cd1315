import type { Rich } from '../../api/message'
import { slice } from '../../lib/edit'
import type { Entity, Kind } from '../../lib/entities'
import type { Doc } from './editing'

/** How formatted text goes through the clipboard of this app; others take the plain text beside it. */
const format = 'application/x-heliograph-text'

/** Puts text with its formatting into the clipboard. */
export function putRich(data: DataTransfer, content: Rich): void {
  data.setData('text/plain', content.text)
  data.setData(format, JSON.stringify(content))
}

/** Puts what is selected into the clipboard. */
export function writeRich(event: ClipboardEvent, doc: Doc): void {
  if (!event.clipboardData || doc.from === doc.to) return
  event.preventDefault()
  putRich(event.clipboardData, slice(doc.content, doc.from, doc.to))
}

const marks: ReadonlySet<string> = new Set<Kind>([
  'bold',
  'italic',
  'underline',
  'strike',
  'spoiler',
  'code',
  'pre',
  'link',
  'mentionName',
  'quote',
  'customEmoji',
])

/** Formatted text that came from this app; undefined: there is none. */
export function readRich(data: DataTransfer): Rich | undefined {
  try {
    const read: unknown = JSON.parse(data.getData(format))
    if (typeof read !== 'object' || read === null || !('text' in read) || !('entities' in read)) return undefined
    const { text, entities } = read
    if (typeof text !== 'string' || !Array.isArray(entities)) return undefined
    return { text, entities: entities.filter(isEntity) }
  } catch {
    return undefined
  }
}

/** Whether something is an entity that one can write; the clipboard is anybody's. */
function isEntity(it: unknown): it is Entity {
  if (typeof it !== 'object' || it === null || !('kind' in it) || !('offset' in it) || !('length' in it)) return false
  if (typeof it.kind !== 'string' || !marks.has(it.kind)) return false
  if (!Number.isInteger(it.offset) || !Number.isInteger(it.length)) return false
  switch (it.kind) {
    case 'pre':
      return 'language' in it && typeof it.language === 'string'
    case 'link':
      return 'url' in it && typeof it.url === 'string'
    case 'mentionName':
      return 'user' in it && typeof it.user === 'number'
    case 'quote':
      return 'collapsed' in it && typeof it.collapsed === 'boolean'
    case 'customEmoji':
      return 'id' in it && typeof it.id === 'string' && /^\d+$/.test(it.id)
    default:
      return true
  }
}
