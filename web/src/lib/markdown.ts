import { type Entity, end, type Kind, type Mark, outermostFirst, type Rich, tidy } from './entities'
import { safeLink } from './link'

interface Range {
  readonly from: number
  readonly to: number
}

/** What is found in a text: entities at their places, and the signs that go. */
interface Found {
  readonly entities: Entity[]
  readonly signs: Range[]
  /** 1 where no more signs are looked for: in code and addresses. */
  readonly closed: Uint8Array
}

/** Signs around text, those first that begin with others. */
const pairs: readonly {
  readonly sign: string
  readonly kind: 'bold' | 'italic' | 'strike' | 'spoiler'
  readonly word: boolean
}[] = [
  { sign: '**', kind: 'bold', word: false },
  { sign: '__', kind: 'italic', word: true },
  { sign: '~~', kind: 'strike', word: false },
  { sign: '||', kind: 'spoiler', word: false },
  { sign: '_', kind: 'italic', word: true },
]

/**
 * parse takes the signs of what somebody typed away and marks the text instead:
 * **bold**, __italic__ or _italic_, ~~strike~~, ||spoiler||, `code`, ```pre```
 * (with a language on its first line), [text](address), and lines that begin
 * with "> ". What was marked before stays so. There is no escape sign: what is
 * no whole pair stays as it is, and so does what is in code.
 */
export function parse({ text, entities }: Rich): Rich {
  const found: Found = { entities: [], signs: [], closed: new Uint8Array(text.length) }
  for (const e of entities) if (isClosed(e.kind)) found.closed.fill(1, e.offset, end(e))
  findPre(text, found)
  findCode(text, found)
  findAddresses(text, found)
  findLinks(text, found)
  findPairs(text, found)
  findQuotes(text, found)
  return without(text, [...entities, ...found.entities], found.signs)
}

const isClosed = (kind: Kind): boolean => kind === 'code' || kind === 'pre' || kind === 'customEmoji'

const isFree = (found: Found, from: number, to: number): boolean => !found.closed.subarray(from, to).includes(1)

function mark(found: Found, m: Mark, from: number, to: number): void {
  found.entities.push({ ...m, offset: from, length: to - from })
}

function findPre(text: string, found: Found): void {
  for (const m of text.matchAll(/```(?:([\w+#.-]{1,32})\n)?([\s\S]+?)```/g)) {
    const from = m.index
    const to = from + m[0].length
    const body = m[2] ?? ''
    if (body.trim() === '' || !isFree(found, from, to)) continue
    const start = to - 3 - body.length + (body.startsWith('\n') ? 1 : 0)
    const stop = to - 3 - (body.endsWith('\n') && body.length > 1 ? 1 : 0)
    mark(found, { kind: 'pre', language: m[1] ?? '' }, start, stop)
    found.signs.push({ from, to: start }, { from: stop, to })
    found.closed.fill(1, from, to)
  }
}

function findCode(text: string, found: Found): void {
  for (const m of text.matchAll(/`([^`\n]+)`/g)) {
    const from = m.index
    const to = from + m[0].length
    if ((m[1] ?? '').trim() === '' || !isFree(found, from, to)) continue
    mark(found, { kind: 'code' }, from + 1, to - 1)
    found.signs.push({ from, to: from + 1 }, { from: to - 1, to })
    found.closed.fill(1, from, to)
  }
}

/** Signs in an address are part of it: https://example.org/a__b__c. */
function findAddresses(text: string, found: Found): void {
  for (const m of text.matchAll(/(?<![(\w])(?:https?:\/\/|tg:\/\/|www\.)[^\s<>]+|[@#/]\w+/gi)) {
    const from = m.index
    const to = from + m[0].replace(/(?:\*\*|__|~~|\|\||_|[)\]},.!?:;'"])+$/, '').length
    if (isFree(found, from, to)) found.closed.fill(1, from, to)
  }
}

function findLinks(text: string, found: Found): void {
  for (const m of text.matchAll(/\[([^[\]\n]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)/g)) {
    const from = m.index
    const to = from + m[0].length
    const label = m[1] ?? ''
    const target = aim(m[2] ?? '')
    const stop = from + 1 + label.length
    // There may be code in the text of a link, but not around its signs.
    if (!target || label.trim() === '' || !isFree(found, from, from + 1) || !isFree(found, stop, stop + 2)) continue
    mark(found, target, from + 1, stop)
    found.signs.push({ from, to: from + 1 }, { from: stop, to })
    found.closed.fill(1, stop, to)
  }
}

/** aim is what an address in brackets means: a person, a link, or nothing. */
function aim(address: string): Mark | undefined {
  const person = /^tg:\/\/user\?id=(\d{1,15})$/.exec(address)
  if (person) return { kind: 'mentionName', user: Number(person[1]) }
  const known = /^(?:https?:\/\/|tg:|mailto:|tel:)/i.test(address) || /^[^\s/:@]+\.[^\s/:.]{2,}/.test(address)
  const link = known ? safeLink(address) : undefined
  return link ? { kind: 'link', url: address } : undefined
}

function findPairs(text: string, found: Found): void {
  const open = new Map<string, number>()
  for (let i = 0; i < text.length; ) {
    const p = pairs.find((q) => text.startsWith(q.sign, i))
    if (!p || !isFree(found, i, i + p.sign.length)) {
      i++
      continue
    }
    const to = i + p.sign.length
    const from = open.get(p.sign)
    const before = text.charAt(i - 1)
    const after = text.charAt(to)
    const closes = from !== undefined && i > from + p.sign.length && /\S/.test(before) && !(p.word && isWord(after))
    if (closes) {
      mark(found, { kind: p.kind }, from + p.sign.length, i)
      found.signs.push({ from, to: from + p.sign.length }, { from: i, to })
      open.delete(p.sign)
    } else if (/\S/.test(after) && before !== '\\' && !(p.word && isWord(before))) open.set(p.sign, i)
    i = to
  }
}

const isWord = (c: string): boolean => /[\p{L}\p{N}_]/u.test(c)

function findQuotes(text: string, found: Found): void {
  for (const m of text.matchAll(/^>[ \u00a0](?:.*)(?:\n>[ \u00a0].*)*/gm)) {
    const from = m.index
    const to = from + m[0].length
    if (!isFree(found, from, from + 1)) continue
    const starts = [...m[0].matchAll(/^>[ \u00a0]/gm)].map((l) => from + l.index)
    mark(found, { kind: 'quote', collapsed: false }, from, to)
    for (const at of starts) found.signs.push({ from: at, to: at + 2 })
  }
}

/** without is the text without the signs, each entity moved to where its text is then. */
function without(text: string, entities: readonly Entity[], signs: Range[]): Rich {
  signs.sort((a, b) => a.from - b.from)
  let out = ''
  let at = 0
  for (const s of signs) {
    out += text.slice(at, s.from)
    at = Math.max(at, s.to)
  }
  out += text.slice(at)
  const gone = new Uint32Array(text.length + 1)
  for (const s of signs) gone.fill(1, s.from + 1, s.to + 1)
  for (let p = 1; p < gone.length; p++) gone[p] = (gone[p] ?? 0) + (gone[p - 1] ?? 0)
  const moved = (p: number) => p - (gone[Math.min(p, text.length)] ?? 0)
  const kept = entities.map((e) => {
    const offset = moved(e.offset)
    return { ...e, offset, length: moved(end(e)) - offset }
  })
  return { text: out, entities: tidy(out, kept) }
}

/** What is written before and after the text of a mark; those without are not written. */
function signs(e: Entity): readonly [string, string] {
  switch (e.kind) {
    case 'bold':
      return ['**', '**']
    case 'italic':
      return ['__', '__']
    case 'strike':
      return ['~~', '~~']
    case 'spoiler':
      return ['||', '||']
    case 'code':
      return ['`', '`']
    case 'pre':
      return [`\`\`\`${e.language}\n`, '\n```']
    case 'link':
      return ['[', `](${e.url.replace(/[()]/g, (c) => encodeURIComponent(c).replace('(', '%28').replace(')', '%29'))})`]
    case 'mentionName':
      return ['[', `](tg://user?id=${e.user})`]
    default:
      return ['', '']
  }
}

/**
 * write is the text with signs in it, for places that hold text alone. parse
 * gives the same back unless the text has such signs itself, marks cross one
 * another, or have no sign (underline).
 */
export function write({ text, entities }: Rich): string {
  const at = new Map<number, { close: string; open: string }>()
  const put = (p: number, what: 'close' | 'open', sign: string) => {
    const here = at.get(p) ?? { close: '', open: '' }
    at.set(p, what === 'close' ? { ...here, close: sign + here.close } : { ...here, open: here.open + sign })
  }
  for (const e of tidy(text, entities).sort(outermostFirst)) {
    const [open, close] = signs(e)
    put(e.offset, 'open', open)
    put(end(e), 'close', close)
    if (e.kind !== 'quote') continue
    put(e.offset, 'open', '> ')
    for (let i = text.indexOf('\n', e.offset); i >= 0 && i + 1 < end(e); i = text.indexOf('\n', i + 1))
      put(i + 1, 'open', '> ')
  }
  let out = ''
  for (let i = 0; i <= text.length; i++) out += (at.get(i)?.close ?? '') + (at.get(i)?.open ?? '') + text.charAt(i)
  return out
}
