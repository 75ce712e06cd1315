import { type Emoji, findEmoji, loadEmoji } from './data'
import { recent, tone } from './recent'
import { toned } from './tone'

export interface Suggestion {
  readonly emoji: string
  /** What found it, as it would be typed between colons. */
  readonly name: string
}

const most = 12

/** suggest is the emoji for what somebody typed after a colon, those that they use first among what fits as well. */
export async function suggest(prefix: string): Promise<Suggestion[]> {
  const found = findEmoji(await loadEmoji(), prefix)
  const used = recent()
  const first = found.slice(0, 4 * most).filter((e) => used.includes(toned(e.text, e.way, tone())))
  return [...new Set([...exact(found, prefix), ...first, ...found])].slice(0, most).map((e) => ({
    emoji: toned(e.text, e.way, tone()),
    name: e.codes[0] ?? e.label,
  }))
}

const exact = (found: readonly Emoji[], prefix: string): Emoji[] =>
  found.filter((e) => e.codes.includes(prefix.toLowerCase()))
