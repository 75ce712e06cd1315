import { type Entity, end } from './entities'

const address = String.raw`(?:(?:https?|tg|ftp):\/\/[^\s<>"«»]+|(?:www\.)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:com|org|net|edu|gov|info|io|dev|app|me|eu|de|fr|es|it|nl|pl|se|no|fi|dk|ch|at|be|cz|uk|us|ca|au|nz|jp|cn|kr|in|br|ru|ua|by|kz|рф|укр|xyz|site|online|tech|blog|wiki|social|chat|example)(?![\p{L}\p{N}-])(?::\d{1,5})?(?:[/?#][^\s<>"«»]*)?)`

const patterns: readonly (readonly [
  Entity['kind'] & ('email' | 'url' | 'mention' | 'hashtag' | 'cashtag' | 'botCommand'),
  RegExp,
])[] = [
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}(?![\w-])/giu],
  ['url', new RegExp(`(?<![\\p{L}\\p{N}@./_-])${address}`, 'giu')],
  ['mention', /(?<![\p{L}\p{N}_/@])@[a-z]\w{2,31}(?!\w)/giu],
  ['hashtag', /(?<![\p{L}\p{N}_/&#])#[\p{L}\p{N}_]{1,255}(?![#])/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_$])/gu],
  ['botCommand', /(?<![\p{L}\p{N}_/<>@])\/[a-z\d_]{1,64}(?:@[a-z]\w{2,31})?(?![\p{L}\p{N}_/])/giu],
]

/**
 * detect finds what the server will find in a text: addresses, mentions, tags
 * and commands, so that a message looks the same before the server has answered.
 * Its rules are simpler; the server's answer replaces what it found.
 */
export function detect(text: string, given: readonly Entity[] = []): Entity[] {
  const out: Entity[] = []
  const taken = new Uint8Array(text.length)
  for (const e of given) {
    if (e.kind === 'code' || e.kind === 'pre' || e.kind === 'link' || e.kind === 'mentionName')
      taken.fill(1, e.offset, end(e))
  }
  for (const [kind, pattern] of patterns) {
    for (const m of text.matchAll(pattern)) {
      const found = kind === 'url' ? withoutTail(m[0]) : m[0]
      if (kind === 'hashtag' && !/\p{L}/u.test(found)) continue
      const e: Entity = { kind, offset: m.index, length: found.length }
      if (taken.subarray(e.offset, end(e)).includes(1)) continue
      taken.fill(1, e.offset, end(e))
      out.push(e)
    }
  }
  return out.sort((a, b) => a.offset - b.offset)
}

/** withoutTail is an address without the punctuation of the sentence around it. */
function withoutTail(found: string): string {
  let out = found
  for (;;) {
    const last = out.at(-1) ?? ''
    const open = { ')': '(', ']': '[', '}': '{' }[last]
    const stray = open ? out.split(last).length > out.split(open).length : /[.,;:!?'"…*_~|]/.test(last)
    if (!stray) return out
    out = out.slice(0, -1)
  }
}

/** firstAddress is the address whose preview a message will get: the first that it has, in text or behind it. */
export function firstAddress(text: string, given: readonly Entity[] = []): string | undefined {
  const all = [...given, ...detect(text, given)].sort((a, b) => a.offset - b.offset)
  for (const e of all) {
    if (e.kind === 'url') return text.slice(e.offset, end(e))
    if (e.kind === 'link') return e.url
  }
  return undefined
}
