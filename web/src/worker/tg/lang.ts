import type { tl } from '@mtcute/web'
import type { LangApi, LanguageChanges, ServerLanguage } from '../../api/lang'
import type { Session } from '../session'

/** What the server keeps the texts of this client under. */
const langPack = 'web'

function language(l: tl.RawLangPackLanguage): ServerLanguage {
  return {
    code: l.langCode,
    name: l.name,
    native: l.nativeName,
    rtl: l.rtl ?? false,
    plural: l.pluralCode,
    ...(l.baseLangCode === undefined ? {} : { base: l.baseLangCode }),
    done: l.stringsCount === 0 ? 1 : l.translatedCount / l.stringsCount,
    beta: l.beta ?? false,
  }
}

/** The texts of a difference as the page keeps them: each form of a plural for itself. */
export function changes(d: Pick<tl.RawLangPackDifference, 'fromVersion' | 'version' | 'strings'>): LanguageChanges {
  const set: Record<string, string> = {}
  const gone: string[] = []
  for (const s of d.strings) {
    switch (s._) {
      case 'langPackString':
        set[s.key] = s.value
        break
      case 'langPackStringPluralized': {
        const forms = { zero: s.zeroValue, one: s.oneValue, two: s.twoValue, few: s.fewValue, many: s.manyValue }
        gone.push(s.key) // the forms that it may have had before
        for (const [form, text] of Object.entries(forms)) if (text) set[`${s.key}_${form}`] = text
        set[`${s.key}_other`] = s.otherValue
        break
      }
      case 'langPackStringDeleted':
        gone.push(s.key)
    }
  }
  // A version that there has not been is from another server: then all texts come.
  return { version: d.version, set, gone, whole: d.fromVersion === 0 || d.version < d.fromVersion }
}

export function langMethods({ client }: Session): LangApi {
  return {
    languages: async () => (await client.call({ _: 'langpack.getLanguages', langPack })).map(language),
    languageTexts: async ({ code, version }) => {
      if (version === 0) return changes(await client.call({ _: 'langpack.getLangPack', langPack, langCode: code }))
      return changes(await client.call({ _: 'langpack.getDifference', langPack, langCode: code, fromVersion: version }))
    },
  }
}
