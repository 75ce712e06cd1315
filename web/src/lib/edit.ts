import { between, type Entity, end, type Kind, type Mark, type Rich, sameMark, tidy } from './entities'

/** Marks that typing at their end goes on with. */
const growing: ReadonlySet<Kind> = new Set(['bold', 'italic', 'underline', 'strike', 'spoiler', 'code', 'pre', 'quote'])

/** Marks that bear no others on the same text. */
const alone: ReadonlySet<Kind> = new Set(['code', 'pre'])

export const rich = (text: string, entities: readonly Entity[] = []): Rich => ({ text, entities })

/** slice is the part in [from, to) with what marks it. */
export function slice(r: Rich, from: number, to: number = r.text.length): Rich {
  const entities = r.entities.flatMap((e) => between(e, from, to) ?? []).map((e) => ({ ...e, offset: e.offset - from }))
  return { text: r.text.slice(from, to), entities }
}

/** join puts texts behind one another. */
export function join(...all: readonly Rich[]): Rich {
  let text = ''
  const entities: Entity[] = []
  for (const r of all) {
    for (const e of r.entities) entities.push({ ...e, offset: e.offset + text.length })
    text += r.text
  }
  return { text, entities: tidy(text, entities) }
}

/**
 * splice puts text, plain or rich, in the place of [from, to). Plain text takes
 * the marks around it, and those that end right before it where people expect to
 * go on in bold; rich text brings its own, and keeps of those around only blocks.
 */
export function splice(r: Rich, from: number, to: number, insert: string | Rich): Rich {
  const added: Rich = typeof insert === 'string' ? rich(insert) : insert
  const grow = added.text.length - (to - from)
  const text = r.text.slice(0, from) + added.text + r.text.slice(to)
  const entities: Entity[] = []
  for (const e of r.entities) {
    const around = e.offset < from && end(e) > to
    const goesOn = e.offset < from && end(e) >= from && end(e) <= to && growing.has(e.kind) && to === from
    const replaced = e.offset <= from && end(e) >= to && to > from && e.offset < to
    const takes = around || goesOn || (replaced && growing.has(e.kind))
    const keeps = typeof insert === 'string' || e.kind === 'quote' || e.kind === 'pre' || added.text === ''
    if (takes && keeps) {
      entities.push({ ...e, length: e.length + grow })
      continue
    }
    const head = between(e, 0, from)
    const tail = between(e, to, Number.POSITIVE_INFINITY)
    if (head) entities.push(head)
    if (tail) entities.push({ ...tail, offset: tail.offset + grow })
  }
  for (const e of added.entities) entities.push({ ...e, offset: e.offset + from })
  return { text, entities: tidy(text, entities) }
}

/** remove is splice with nothing. */
export const remove = (r: Rich, from: number, to: number): Rich => splice(r, from, to, '')

/** kindsAt is what the whole of [from, to) has; for a caret, what typing there will have. */
export function kindsAt(r: Rich, from: number, to: number = from): Set<Kind> {
  const out = new Set<Kind>()
  for (const e of r.entities) {
    if (from === to) {
      if (e.offset < from && (end(e) > from || (end(e) === from && growing.has(e.kind)))) out.add(e.kind)
    } else if (covers(r, from, to, e)) out.add(e.kind)
  }
  return out
}

/** covers says whether each character that one sees in [from, to) has the mark. */
function covers(r: Rich, from: number, to: number, mark: Mark): boolean {
  let seen = false
  for (let i = from; i < to; i++) {
    if (/\s/.test(r.text.charAt(i))) continue
    seen = true
    if (!r.entities.some((e) => sameMark(e, mark) && e.offset <= i && end(e) > i)) return false
  }
  return seen
}

/** toggle gives [from, to) a mark, or takes it away when all of it has it. Blocks go over whole lines. */
export function toggle(r: Rich, from: number, to: number, mark: Mark): Rich {
  const [a, b] = mark.kind === 'quote' || mark.kind === 'pre' ? lines(r.text, from, to) : tight(r.text, from, to)
  if (b <= a) return r
  return covers(r, a, b, mark) ? clear(r, a, b, (e) => e.kind === mark.kind) : add(r, a, b, mark)
}

/** link makes [from, to) lead to an address; without one, it leads nowhere any more. */
export function link(r: Rich, from: number, to: number, url: string | undefined): Rich {
  const [a, b] = tight(r.text, from, to)
  const bare = clear(r, a, b, (e) => e.kind === 'link' || e.kind === 'mentionName')
  return url === undefined || b <= a ? bare : add(bare, a, b, { kind: 'link', url })
}

/** linkAt is the link around a place, whole. */
export function linkAt(r: Rich, at: number): Entity | undefined {
  return r.entities.find((e) => e.kind === 'link' && e.offset <= at && end(e) >= at)
}

/** plain takes all marks from [from, to). */
export const plain = (r: Rich, from: number, to: number): Rich => clear(r, from, to, () => true)

function add(r: Rich, from: number, to: number, mark: Mark): Rich {
  const bare = alone.has(mark.kind)
    ? clear(r, from, to, (e) => e.kind !== 'quote')
    : clear(r, from, to, (e) => e.kind === mark.kind || (alone.has(e.kind) && mark.kind !== 'quote'))
  return { text: r.text, entities: tidy(r.text, [...bare.entities, { ...mark, offset: from, length: to - from }]) }
}

function clear(r: Rich, from: number, to: number, which: (e: Entity) => boolean): Rich {
  const entities = r.entities.flatMap((e) => {
    if (!which(e)) return [e]
    return [between(e, 0, from), between(e, to, Number.POSITIVE_INFINITY)].flatMap((part) => part ?? [])
  })
  return { text: r.text, entities: tidy(r.text, entities) }
}

/** tight is a selection without the spaces at its ends. */
function tight(text: string, from: number, to: number): [number, number] {
  let [a, b] = [from, to]
  while (a < b && /\s/.test(text.charAt(a))) a++
  while (b > a && /\s/.test(text.charAt(b - 1))) b--
  return [a, b]
}

/** lines is a selection widened to whole lines, without the last line feed. */
function lines(text: string, from: number, to: number): [number, number] {
  const a = text.lastIndexOf('\n', from - 1) + 1
  const next = text.indexOf('\n', Math.max(from, to - 1))
  return [from === 0 ? 0 : a, next < 0 ? text.length : next]
}

/** trim takes the space at both ends away, as servers do. */
export function trim(r: Rich): Rich {
  const [a, b] = tight(r.text, 0, r.text.length)
  const cut = slice(r, a, b)
  return { text: cut.text, entities: tidy(cut.text, cut.entities) }
}

/** Those who type more than a message may hold get several: chunks cuts at line ends, else at spaces, else anywhere between characters. */
export function chunks(r: Rich, limit: number): Rich[] {
  const out: Rich[] = []
  let rest = trim(r)
  while (rest.text.length > limit) {
    const head = rest.text.slice(0, limit + 1)
    let at = Math.max(head.lastIndexOf('\n'), 0)
    if (at < limit / 2) at = Math.max(head.lastIndexOf(' '), at)
    if (at < limit / 2) at = /[\ud800-\udbff]/.test(head.charAt(limit - 1)) ? limit - 1 : limit
    out.push(trim(slice(rest, 0, at)))
    rest = trim(slice(rest, at))
  }
  if (rest.text !== '') out.push(rest)
  return out
}
