import { fold } from '../../lib/search'
import type { Way } from './tone'

export interface Emoji {
  readonly text: string
  /** What it shows, in English. */
  readonly label: string
  /** Names between colons. */
  readonly codes: readonly string[]
  readonly words: readonly string[]
  readonly way: Way
}

export const groupKeys = [
  'smileys',
  'people',
  'animals',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const
export type GroupKey = (typeof groupKeys)[number]

export interface Group {
  readonly key: GroupKey
  readonly emoji: readonly Emoji[]
}

let loaded: Promise<readonly Group[]> | undefined

/** loadEmoji fetches all emoji, once; what failed is tried again by the next call. */
export function loadEmoji(): Promise<readonly Group[]> {
  loaded ??= import('./emoji.json').then(
    (module) => module.default.flatMap(({ key, emoji }) => (isGroup(key) ? [{ key, emoji: emoji.map(read) }] : [])),
    (error: unknown) => {
      loaded = undefined
      throw error
    },
  )
  return loaded
}

const isGroup = (key: string): key is GroupKey => groupKeys.some((k) => k === key)

/** read takes a line apart: the emoji, what it shows, its names, words that find it, how it takes skin tones. */
function read(line: string): Emoji {
  const [text = '', label = '', codes = '', words = '', way = ''] = line.split(';')
  const list = (s: string) => s.split(' ').filter((w) => w !== '')
  return { text, label, codes: list(codes), words: list(words), way: way === 'a' || way === 'p' ? way : '' }
}

/** score tells how well an emoji fits what is looked for, 0 best; undefined: not at all. */
function score(e: Emoji, wanted: readonly string[], whole: string): number | undefined {
  const label = fold(e.label).split(/[\s:,()-]+/)
  if (e.codes.includes(whole)) return 0
  const names = e.codes.filter((c) => c.startsWith(whole)).map((c) => c.length)
  // Of names that begin so, the short ones are meant first: smile, not smiling_face_with_tear.
  if (names.length > 0) return 1 + Math.min(...names) / 100
  if (wanted.every((w) => label.some((l) => l.startsWith(w)))) return label[0]?.startsWith(wanted[0] ?? '') ? 2 : 3
  const all = [...label, ...e.words, ...e.codes.flatMap((c) => c.split('_'))]
  if (wanted.every((w) => e.words.includes(w) || label.includes(w))) return 4
  return wanted.every((w) => all.some((x) => x.startsWith(w))) ? 5 : undefined
}

/** findEmoji is the emoji that a few words, or their beginnings, find; those that fit best first. */
export function findEmoji(groups: readonly Group[], query: string): Emoji[] {
  const wanted = fold(query)
    .split(/[\s:_,-]+/)
    .filter((w) => w !== '')
  if (wanted.length === 0) return []
  const whole = wanted.join('_')
  const found: { e: Emoji; s: number }[] = []
  for (const g of groups) {
    for (const e of g.emoji) {
      const s = e.text === query.trim() ? 0 : score(e, wanted, whole)
      if (s !== undefined) found.push({ e, s })
    }
  }
  return found.sort((a, b) => a.s - b.s).map(({ e }) => e)
}
