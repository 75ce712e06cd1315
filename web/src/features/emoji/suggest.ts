import type { Api } from '../../api/client'
import { language } from '../../lang/lang'
import { type Emoji, findEmoji, loadEmoji } from './data'
import { recent, tone } from './recent'
import { toned } from './tone'
import { wordsOf } from './words'

export interface Suggestion {
  readonly emoji: string
  /** What found it, as it would be typed between colons. */
  readonly name: string
}

const most = 12

/**
 * suggest is the emoji for what somebody typed after a colon, those that they use
 * first among what fits as well. With `api`, words in the language of the page
 * find emoji as well.
 */
export async function suggest(prefix: string, api?: Pick<Api, 'findEmoji'>): Promise<Suggestion[]> {
  const [groups, said] = await Promise.all([
    loadEmoji(),
    api && language().code !== 'en' ? wordsOf(api, prefix, most) : [],
  ])
  const local = findEmoji(groups, prefix)
  const own = new Map(groups.flatMap((g) => g.emoji.map((e) => [e.text, e] as const)))
  const found = [...said.flatMap((text) => own.get(text) ?? []), ...local]
  const used = recent()
  const first = found.slice(0, 4 * most).filter((e) => used.includes(toned(e.text, e.way, tone())))
  return [...new Set([...exact(local, prefix), ...first, ...found])].slice(0, most).map((e) => ({
    emoji: toned(e.text, e.way, tone()),
    name: e.codes.find((c) => c.startsWith(prefix.toLowerCase())) ?? e.codes[0] ?? e.label,
  }))
}

const exact = (found: readonly Emoji[], prefix: string): Emoji[] =>
  found.filter((e) => e.codes.includes(prefix.toLowerCase()))
