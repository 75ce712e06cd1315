import { en } from './en'
import type { Language } from './lang'

/** Letters with the accents that show whether a font, a field or a search can do with them. */
const accented: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'đ',
  e: 'é',
  f: 'ƒ',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ɋ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ğ',
  H: 'Ĥ',
  I: 'Í',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  Q: 'Ɋ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
}

/** outside changes what of a text is not in braces. */
function outside(text: string, change: (part: string) => string): string {
  return text.replace(/(\{\w+\})|[^{}]+/g, (part, hole: string | undefined) => hole ?? change(part))
}

/** long is a text with accents, in brackets, and two fifths longer: as long as German gets. */
function long(text: string): string {
  const marked = outside(text, (part) => part.replace(/[a-z]/gi, (c) => accented[c] ?? c))
  const more = Math.ceil(text.replace(/\{\w+\}/g, '').length * 0.4)
  return `[${marked}${' ·····'.repeat(Math.ceil(more / 6)).slice(0, more)}]`
}

/** mirrored is a text whose words are drawn from right to left. */
const mirrored = (text: string): string =>
  outside(text, (part) => part.replace(/[^\s]+/g, (word) => `\u202e${word}\u202c`))

/** pseudo makes a language of English by which one sees what is not translated, too narrow, or laid out for one direction alone. */
export function pseudo(code: 'en-XA' | 'ar-XB'): Language {
  const change = code === 'en-XA' ? long : mirrored
  const texts = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, change(text)]))
  // Plural forms are the English ones, so the rules have to be as well.
  return { code, locale: 'en', dir: code === 'en-XA' ? 'ltr' : 'rtl', texts }
}
