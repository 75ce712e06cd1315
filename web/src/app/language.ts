import { createEffect, onCleanup } from 'solid-js'
import type { Account } from '../api/account'
import { serveLanguages } from '../lang/choice'

export { startLanguage } from '../lang/choice'

/** How often one looks whether the server has other texts, in milliseconds. */
const interval = 60 * 60 * 1000

/** Keeps the texts of the page's language as the server has them, while the owner lives. */
export function followLanguage(account: Account): void {
  const ask = () => {
    const answer = serveLanguages({
      languages: () => account.api.languages({}),
      texts: (code, version) => account.api.languageTexts({ code, version }),
    })
    answer.catch(() => {}) // what is here is good enough until the next time
  }
  createEffect(() => {
    if (account.connection() === 'connected') ask()
  })
  onCleanup(account.on((event) => event.kind === 'changed' && event.what === 'lang' && ask()))
  const timer = setInterval(ask, interval)
  onCleanup(() => clearInterval(timer))
}
