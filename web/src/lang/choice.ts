import { createSignal } from 'solid-js'
import { english, type Language, speak } from './lang'

/** A language that the server has texts in. */
export interface Offered {
  readonly code: string
  /** Its name in English, and in itself. */
  readonly name: string
  readonly native: string
  readonly rtl: boolean
  /** The language whose plural rules it follows. */
  readonly plural: string
  /** Fills its gaps, before English does. */
  readonly base?: string
  /** How many of the texts it has, 0 to 1. */
  readonly done: number
  readonly beta: boolean
}

/** What changed in a language's texts since a version. */
export interface Changes {
  readonly version: number
  /** By raw key: plural forms as `stem_one`. */
  readonly set: Readonly<Record<string, string>>
  /** Keys, or stems of plurals, that are gone; all of them if `whole`. */
  readonly gone: readonly string[]
  /** `set` is all that there is. */
  readonly whole: boolean
}

/** Who has the texts of other languages: the server. */
export interface Source {
  languages(): Promise<readonly Offered[]>
  texts(code: string, version: number): Promise<Changes>
}

/** What is kept in the browser of a language of the server. */
interface Kept {
  readonly version: number
  readonly texts: Readonly<Record<string, string>>
  readonly about: Offered
}

const choiceKey = 'heliograph.language'
const keptKey = (code: string): string => `heliograph.language.${code}`

/** Languages that come with the client. */
export const bundled: readonly Offered[] = [
  { code: 'en', name: 'English', native: 'English', rtl: false, plural: 'en', done: 1, beta: false },
  { code: 'ar', name: 'Arabic', native: 'العربية', rtl: true, plural: 'ar', done: 1, beta: false },
]

const [chosen, setChosen] = createSignal<string>()
const [offered, setOffered] = createSignal<readonly Offered[]>(bundled)

/** chosen is the language that was chosen here; undefined: that of the browser. offered is all there are. Signals. */
export { chosen, offered }

let source: Source | undefined
let served: ReadonlySet<string> = new Set()
let turn = 0

/** startLanguage speaks what was chosen, or what the browser prefers, as soon as it is here. Call it before the first render. */
export async function startLanguage(): Promise<void> {
  setChosen(localStorage.getItem(choiceKey) ?? undefined)
  await change(wanted())
}

/** chooseLanguage speaks a language from now on; undefined: the one that the browser prefers. */
export async function chooseLanguage(code: string | undefined): Promise<void> {
  if (code === undefined) localStorage.removeItem(choiceKey)
  else localStorage.setItem(choiceKey, code)
  setChosen(code)
  await change(wanted())
}

/**
 * serveLanguages says who has more languages, and asks for what changed since.
 * Call it again when texts may have changed. What fails is tried the next time.
 */
export async function serveLanguages(from: Source): Promise<void> {
  source = from
  const list = await from.languages()
  served = new Set(list.map((l) => l.code))
  const own = list.filter((l) => !bundled.some((b) => b.code === l.code))
  setOffered([...bundled, ...own])
  await change(wanted())
}

const isMadeUp = (code: string): code is 'en-XA' | 'ar-XB' => code === 'en-XA' || code === 'ar-XB'

/** wanted is the code of the language to speak: of those there are, the one that fits best. */
function wanted(): string {
  const choice = chosen()
  // One that the server had once is spoken as long as its texts are kept.
  const there = choice !== undefined && (isMadeUp(choice) || read(choice) || offered().some((l) => l.code === choice))
  if (there || (choice !== undefined && served.size === 0)) return choice
  for (const prefers of navigator.languages) {
    for (let code = prefers.toLowerCase(); code !== ''; code = code.slice(0, Math.max(0, code.lastIndexOf('-')))) {
      if (offered().some((l) => l.code === code) || read(code)) return code
    }
  }
  return 'en'
}

async function change(code: string): Promise<void> {
  turn++
  const mine = turn
  const here = await load(code)
  if (mine !== turn) return
  show(here)
  if (source && (await refresh(source, code))) {
    const fresh = await load(code)
    if (mine === turn) show(fresh)
  }
}

function show(l: Language): void {
  speak(l)
  document.documentElement.lang = l.code
  document.documentElement.dir = l.dir
}

/** load is a language as far as it is in this browser. */
async function load(code: string): Promise<Language> {
  if (isMadeUp(code)) return (await import('./pseudo')).pseudo(code)
  const kept = read(code)
  const about = kept?.about ?? offered().find((l) => l.code === code)
  const base = about?.base === undefined || about.base === code ? {} : await ownTexts(about.base)
  const texts = { ...base, ...(await ownTexts(code)), ...kept?.texts }
  return { code, locale: localeOf(code, about?.plural), dir: about?.rtl ? 'rtl' : 'ltr', texts }
}

/** ownTexts is what the client brings along, and what is kept, of a language. */
async function ownTexts(code: string): Promise<Readonly<Record<string, string>>> {
  if (code === 'en') return english.texts
  const brought = code === 'ar' ? (await import('./ar')).ar : {}
  return { ...brought, ...read(code)?.texts }
}

/** localeOf is what Intl is given: where the browser wants the same language of a certain country, that. */
function localeOf(code: string, plural: string | undefined): string {
  const regional = navigator.languages.find((l) => l.toLowerCase().startsWith(`${code.toLowerCase()}-`))
  for (const l of [regional, code, plural, 'en']) {
    try {
      if (l !== undefined && Intl.PluralRules.supportedLocalesOf(l).length > 0) return l
    } catch {
      // A code of the operator's own, which is no locale.
    }
  }
  return 'en'
}

/** refresh fetches what changed in a language and what fills its gaps; true: something did. */
async function refresh(from: Source, code: string): Promise<boolean> {
  const about = offered().find((l) => l.code === code)
  if (!about || !served.has(code)) return false
  const before = read(code)
  const got = await from.texts(code, before?.version ?? 0)
  const base = about.base !== undefined && about.base !== code && (await refresh(from, about.base))
  if (!before && got.version === 0) return base // it has no texts
  if (before && got.version === before.version && JSON.stringify(about) === JSON.stringify(before.about)) return base
  const gone = new Set(got.gone)
  const old = got.whole ? [] : Object.entries(before?.texts ?? {})
  const left = old.filter(([key]) => !gone.has(key) && !gone.has(key.replace(/_[a-z]+$/, '')))
  write(code, { version: got.version, texts: { ...Object.fromEntries(left), ...got.set }, about })
  return true
}

function read(code: string): Kept | undefined {
  const text = localStorage.getItem(keptKey(code))
  if (text === null) return undefined
  try {
    const kept: Kept = JSON.parse(text)
    return kept.about && kept.texts ? kept : undefined
  } catch {
    return undefined
  }
}

function write(code: string, kept: Kept): void {
  try {
    localStorage.setItem(keptKey(code), JSON.stringify(kept))
  } catch {
    // There is no room: the texts are fetched again the next time.
  }
}
