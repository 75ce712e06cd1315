import type { tl } from '@mtcute/web'
import type { EmojiApi, FoundEmoji } from '../../api/emoji'
import { fold } from '../../lib/search'
import type { Session } from '../session'

/** Words with the emoji that they find, in the order of words without case and accents. */
export type Words = readonly { readonly word: string; readonly folded: string; readonly emoji: readonly string[] }[]

/** index puts the words of a language in order. */
export function index(keywords: readonly tl.TypeEmojiKeyword[]): Words {
  return keywords
    .filter((k) => k._ === 'emojiKeyword')
    .map((k) => ({ word: k.keyword, folded: fold(k.keyword), emoji: k.emoticons }))
    .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
}

/** find is the emoji of the words that begin with something, each once. */
export function find(words: Words, prefix: string, limit: number): FoundEmoji[] {
  const wanted = fold(prefix.trim())
  if (wanted === '') return []
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle]?.folded ?? '') < wanted) low = middle + 1
    else high = middle
  }
  const out = new Map<string, FoundEmoji>()
  for (let i = low; i < words.length && out.size < limit; i++) {
    const w = words[i]
    if (!w?.folded.startsWith(wanted)) break
    for (const emoji of w.emoji) if (!out.has(emoji) && out.size < limit) out.set(emoji, { emoji, word: w.word })
  }
  return [...out.values()]
}

export function emojiMethods({ client }: Session): EmojiApi {
  const known = new Map<string, Promise<Words>>()
  const load = (language: string): Promise<Words> => {
    const words =
      known.get(language) ??
      client.call({ _: 'messages.getEmojiKeywords', langCode: language }).then((d) => index(d.keywords))
    known.set(language, words)
    words.catch(() => known.delete(language)) // the next one tries again
    return words
  }
  return {
    findEmoji: async ({ prefix, language, limit }) => find(await load(language), prefix, limit),
  }
}
