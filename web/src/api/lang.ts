/** A language that the server has texts of this client in. */
export interface ServerLanguage {
  readonly code: string
  /** Its name in English, and in itself. */
  readonly name: string
  readonly native: string
  readonly rtl: boolean
  /** The language whose plural rules it follows. */
  readonly plural: string
  /** The one that fills its gaps, before English does. */
  readonly base?: string
  /** How many of the texts it has, 0 to 1. */
  readonly done: number
  readonly beta: boolean
}

/** What changed in the texts of a language. */
export interface LanguageChanges {
  readonly version: number
  /** By key; the forms of plurals as `stem_one`. */
  readonly set: Readonly<Record<string, string>>
  /** Keys and stems of plurals that are gone. */
  readonly gone: readonly string[]
  /** `set` is all that the language has. */
  readonly whole: boolean
}

export interface LangApi {
  languages(args: Record<never, never>): Promise<ServerLanguage[]>
  /** What changed since a version; 0: all. */
  languageTexts(args: { code: string; version: number }): Promise<LanguageChanges>
}
