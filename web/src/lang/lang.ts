import { createSignal } from 'solid-js'
import { en } from './en'

type Texts = typeof en
type Raw = keyof Texts
type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/** The stems of texts that have plural forms: `feed.members` of `feed.members_one` and `feed.members_other`. */
export type PluralKey = Raw extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never

/** What t can be asked for: every key of lang/en, those with plural forms by their stem. */
export type Key = Exclude<Raw, `${string}_${Form}`> | PluralKey

type TextOf<K> = K extends Raw
  ? Texts[K]
  : `${K & string}_other` extends infer P
    ? P extends Raw
      ? Texts[P]
      : never
    : never
type Holes<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never
type Needed<K> = Holes<TextOf<K>> | (K extends PluralKey ? 'n' : never)
type Filling<K, V> = { [N in Needed<K>]: N extends 'n' ? number : V }

/** The arguments of t and tx after the key: none when the text has no holes. */
export type Fill<K, V = string | number> = [Needed<K>] extends [never] ? [] : [args: Filling<K, V>]

/** A language the client can speak. */
export interface Language {
  /** How the choice is kept and what the server knows it by. */
  code: string
  /** What Intl gets: for dates, numbers and plural rules. */
  locale: string
  dir: 'ltr' | 'rtl'
  /** Texts by raw key (plural forms as `stem_one`); gaps are English. */
  texts: Readonly<Record<string, string>>
}

export const english: Language = { code: 'en', locale: 'en', dir: 'ltr', texts: en }

const [language, setLanguage] = createSignal<Language>(english)

/** language is what the client speaks now: a signal. speak changes it. */
export { language }

/** speak makes everything on the page be said in another language, at once. */
export function speak(l: Language): void {
  setLanguage(l)
}

/** locale is what Intl formats of the page are to be made with: a signal. */
export function locale(): string {
  return language().locale
}

const rules = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()

function pluralForm(loc: string, n: number): string {
  let r = rules.get(loc)
  if (!r) {
    r = new Intl.PluralRules(loc)
    rules.set(loc, r)
  }
  return r.select(n)
}

/** number writes a number as the language does, with its digits and separators. */
export function number(n: number): string {
  const loc = locale()
  let f = numbers.get(loc)
  if (!f) {
    f = new Intl.NumberFormat(loc)
    numbers.set(loc, f)
  }
  return f.format(n)
}

const fallback: Readonly<Record<string, string>> = en

/** find is the text of a key: of the language, else English, else the key itself, which at least tells what is missing. */
function find(key: string, n: number | undefined): string {
  const l = language()
  if (n !== undefined) {
    const own = l.texts[`${key}_${pluralForm(l.locale, n)}`] ?? l.texts[`${key}_other`]
    if (own !== undefined) return own
    const form = fallback[`${key}_${pluralForm('en', n)}`] ?? fallback[`${key}_other`]
    if (form !== undefined) return form
  }
  return l.texts[key] ?? fallback[key] ?? key
}

const rtlLetters = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const ltrLetters = /[A-Za-z0-9@#+/\u00c0-\u058f\u0900-\u1fff\u3040-\ud7ff]/

/** isolate keeps a name that is written the other way from turning the sentence around it. */
function isolate(value: string): string {
  const other = language().dir === 'rtl' ? ltrLetters : rtlLetters
  return other.test(value) ? `\u2068${value}\u2069` : value
}

/** ltr keeps phone numbers, codes and addresses in their order, also in languages that are written from the right. */
export function ltr(value: string): string {
  return language().dir === 'rtl' ? `\u2066${value}\u2069` : value
}

type Args = Readonly<Record<string, unknown>>

function count(args: Args | undefined): number | undefined {
  const n = args?.n
  return typeof n === 'number' ? n : undefined
}

/**
 * t is the text of a key with its holes filled: numbers as the language writes
 * them, the form of a plural by `n`. Call it inside JSX or an effect, then it
 * follows a change of the language.
 */
export function t<K extends Key>(key: K, ...[args]: Fill<K>): string {
  return parts(key, args).join('')
}

/**
 * tx is t for sentences with nodes in them: `tx('service.joined', { name: <Name/> })`
 * is a list to be put in JSX as it is.
 */
export function tx<K extends Key, T>(key: K, ...args: Fill<K, string | number | T>): (string | T)[]
export function tx(key: string, args?: Args): unknown[] {
  return parts(key, args)
}

/** parts is the text of a key, cut where the holes are; strings and numbers are filled in as text. */
function parts(key: string, args: Args | undefined): unknown[] {
  const text = find(key, count(args))
  if (!args) return [text]
  const out: unknown[] = []
  let at = 0
  for (const m of text.matchAll(/\{(\w+)\}/g)) {
    const name = m[1] ?? ''
    if (!(name in args)) continue
    if (m.index > at) out.push(text.slice(at, m.index))
    at = m.index + m[0].length
    const v = args[name]
    if (typeof v === 'number') out.push(number(v))
    else if (typeof v === 'string') out.push(isolate(v))
    else out.push(v)
  }
  if (at < text.length) out.push(text.slice(at))
  return out
}
