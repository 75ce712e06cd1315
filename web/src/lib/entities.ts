/** What a stretch of text is. Those without more to say are one member of the union. */
export type Mark =
  | { readonly kind: PlainKind }
  | { readonly kind: 'pre'; readonly language: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'mentionName'; readonly user: number }
  | { readonly kind: 'quote'; readonly collapsed: boolean }
  | { readonly kind: 'customEmoji'; readonly id: string }

/** The marks that have nothing but a kind. */
export type PlainKind =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'spoiler'
  | 'code'
  | 'url'
  | 'email'
  | 'phone'
  | 'mention'
  | 'hashtag'
  | 'cashtag'
  | 'botCommand'
  | 'bankCard'

export type Kind = Mark['kind']

/** A mark and where it is, in UTF-16 units as the strings of the language count. */
export type Entity = Mark & { readonly offset: number; readonly length: number }

/** Text with its entities. */
export interface Rich {
  readonly text: string
  readonly entities: readonly Entity[]
}

/** A piece of text to draw: plain, or marked with more pieces inside. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | {
      readonly kind: 'mark'
      readonly mark: Mark
      /** All the text inside. */
      readonly text: string
      readonly offset: number
      readonly children: readonly Segment[]
    }

/** How far out a mark goes when several cover the same text: blocks, then links, then looks. */
const rank: Record<Kind, number> = {
  quote: 0,
  pre: 1,
  spoiler: 2,
  link: 3,
  mentionName: 3,
  url: 3,
  email: 3,
  phone: 3,
  mention: 3,
  hashtag: 3,
  cashtag: 3,
  botCommand: 3,
  bankCard: 3,
  bold: 4,
  italic: 5,
  underline: 6,
  strike: 7,
  code: 8,
  customEmoji: 9,
}

/** Marks that make a paragraph of their own. */
export const isBlock = (kind: Kind): boolean => kind === 'quote' || kind === 'pre'

/** end is where an entity's text ends. */
export const end = (e: Entity): number => e.offset + e.length

/** sameMark says whether two marks mean the same. */
export function sameMark(a: Mark, b: Mark): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'pre' && b.kind === 'pre') return a.language === b.language
  if (a.kind === 'link' && b.kind === 'link') return a.url === b.url
  if (a.kind === 'mentionName' && b.kind === 'mentionName') return a.user === b.user
  if (a.kind === 'quote' && b.kind === 'quote') return a.collapsed === b.collapsed
  if (a.kind === 'customEmoji' && b.kind === 'customEmoji') return a.id === b.id
  return true
}

/** between is the part of an entity in [from, to), without a change of what it is; undefined: none. */
export function between(e: Entity, from: number, to: number): Entity | undefined {
  const offset = Math.max(e.offset, from)
  const length = Math.min(end(e), to) - offset
  return length > 0 ? { ...e, offset, length } : undefined
}

/** outermostFirst is the order in which entities enclose one another. */
export function outermostFirst(a: Entity, b: Entity): number {
  return a.offset - b.offset || b.length - a.length || rank[a.kind] - rank[b.kind]
}

/**
 * tree makes of text and entities what can be drawn: nested pieces. Entities may
 * overlap, reach beyond the text and come in any order: each piece of text is in
 * the result once, under all marks that cover it, blocks never inside of inline
 * marks.
 */
export function tree(text: string, entities: readonly Entity[]): Segment[] {
  const inside = entities.flatMap((e) => between(e, 0, text.length) ?? [])
  const cuts = inside.filter((e) => isBlock(e.kind)).flatMap((e) => [e.offset, end(e)])
  const pieces = inside.flatMap((e) => (isBlock(e.kind) ? [e] : cut(e, cuts)))
  return build(text, 0, text.length, pieces.sort(outermostFirst))
}

function cut(e: Entity, at: readonly number[]): Entity[] {
  const points = [...new Set([e.offset, ...at.filter((p) => p > e.offset && p < end(e)), end(e)])].sort((a, b) => a - b)
  return points.slice(1).flatMap((to, i) => between(e, points[i] ?? 0, to) ?? [])
}

function build(text: string, from: number, to: number, sorted: readonly Entity[]): Segment[] {
  const out: Segment[] = []
  const plain = (a: number, b: number) => {
    if (b > a) out.push({ kind: 'text', text: text.slice(a, b), offset: a })
  }
  let at = from
  let rest = [...sorted]
  for (let e = rest.shift(); e; e = rest.shift()) {
    const stop = end(e)
    const inner: Entity[] = []
    const later: Entity[] = []
    for (const other of rest) {
      const head = between(other, e.offset, stop)
      const tail = between(other, stop, to)
      if (head) inner.push(head)
      if (tail) later.push(tail)
    }
    plain(at, e.offset)
    const children = build(text, e.offset, stop, inner.sort(outermostFirst))
    out.push({ kind: 'mark', mark: markOf(e), text: text.slice(e.offset, stop), offset: e.offset, children })
    at = stop
    rest = later.sort(outermostFirst)
  }
  plain(at, to)
  return out
}

/** markOf is an entity without its place. */
export function markOf(e: Entity): Mark {
  const { offset: _offset, length: _length, ...mark } = e
  return mark
}

/**
 * tidy puts entities in order for sending: within the text, none empty, the same
 * mark once over text that it covers twice or in neighbouring pieces. Blocks and
 * links that touch stay apart.
 */
export function tidy(text: string, entities: readonly Entity[]): Entity[] {
  const out: Entity[] = []
  const last = new Map<string, number>()
  for (const e of entities.flatMap((e) => between(e, 0, text.length) ?? []).sort(outermostFirst)) {
    const key = JSON.stringify(markOf(e))
    const i = last.get(key) ?? -1
    const o = out[i]
    if (o && e.kind !== 'customEmoji' && (end(o) > e.offset || (end(o) === e.offset && joins(e.kind)))) {
      out[i] = { ...o, length: Math.max(end(o), end(e)) - o.offset }
    } else {
      last.set(key, out.length)
      out.push(e)
    }
  }
  return out.sort(outermostFirst)
}

function joins(kind: Kind): boolean {
  return (
    kind === 'bold' ||
    kind === 'italic' ||
    kind === 'underline' ||
    kind === 'strike' ||
    kind === 'spoiler' ||
    kind === 'code'
  )
}

/** summary is text in one line, as lists show it: what is hidden stays hidden. */
export function summary({ text, entities }: Rich): string {
  let out = text
  for (const e of entities) {
    if (e.kind !== 'spoiler') continue
    const hidden = text.slice(e.offset, end(e)).replace(/[^\s]/g, '▒')
    out = out.slice(0, e.offset) + hidden + out.slice(end(e))
  }
  return out.replace(/\s+/g, ' ').trim()
}
