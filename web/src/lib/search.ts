/** Letters that no accent makes of others, but that people look for so. */
const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
}

function foldChar(c: string): string {
  const small = c.toLowerCase()
  const own = alike[small]
  return own ?? small.normalize('NFKD').replace(/\p{M}/gu, '')
}

/** fold is text without what people do not type when they look for it: case and accents. */
export function fold(text: string): string {
  let out = ''
  for (const c of text.normalize('NFC')) out += foldChar(c)
  return out
}

/** words is a query, cut and folded. */
export const words = (query: string): string[] =>
  fold(query)
    .split(/[\s,.;:!?()[\]{}"'«»„“”|/\\-]+/u)
    .filter((w) => w !== '')

/** matches says whether each word of a query begins a word of one of the texts (a name, a username). */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const wanted = words(query)
  const there = texts.flatMap((text) => [...words(text), fold(text.trim())])
  return wanted.every((w) => there.some((t) => t.startsWith(w)))
}

/**
 * rank orders what matches: 0 the very name, 1 a name that begins so, 2 a word
 * in it, 3 anything else.
 */
export function rank(query: string, name: string): number {
  const q = fold(query.trim())
  const n = fold(name.trim())
  if (n === q) return 0
  if (n.startsWith(q)) return 1
  return words(name).some((w) => w.startsWith(q)) ? 2 : 3
}

/** A stretch of text, from and to. */
export type Range = readonly [from: number, to: number]

/** highlight is where a text has what a query looks for: the beginnings of words, in order, not overlapping. */
export function highlight(text: string, query: string): Range[] {
  const wanted = words(query)
  if (wanted.length === 0) return []
  const { folded, at } = foldMap(text)
  const hits: [number, number][] = []
  for (const w of wanted) {
    for (let i = folded.indexOf(w); i >= 0; i = folded.indexOf(w, i + 1)) {
      if (i === 0 || !/[\p{L}\p{N}]/u.test(folded.charAt(i - 1))) hits.push([at[i] ?? 0, after(at, i + w.length)])
    }
  }
  hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const out: [number, number][] = []
  for (const h of hits) {
    const last = out.at(-1)
    if (last && h[0] <= last[1]) last[1] = Math.max(last[1], h[1])
    else out.push(h)
  }
  return out
}

/** after is where the character ends that the folded text has before a place. */
function after(at: readonly number[], place: number): number {
  let p = place
  while (p < at.length - 1 && at[p] === at[place - 1]) p++
  return at[p] ?? 0
}

/** foldMap folds, and tells for each place in the result which place in the text it is of. */
function foldMap(text: string): { folded: string; at: number[] } {
  let folded = ''
  const at: number[] = []
  let i = 0
  for (const c of text) {
    const f = foldChar(c)
    for (let k = 0; k < f.length; k++) at.push(i)
    folded += f
    i += c.length
  }
  at.push(text.length)
  return { folded, at }
}
