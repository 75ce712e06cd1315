import { type Accessor, createResource, useContext } from 'solid-js'
import { AccountContext } from '../../api/account'
import type { Api } from '../../api/client'
import { language } from '../../lang/lang'

/** How many emoji the server's words may add. */
const most = 60

/** wordsOf is what the server's words in the language of the page find; nothing while it cannot be asked. */
export async function wordsOf(api: Pick<Api, 'findEmoji'>, prefix: string, limit = most): Promise<readonly string[]> {
  if (prefix.trim() === '') return []
  try {
    const found = await api.findEmoji({ prefix, language: language().code.toLowerCase(), limit })
    return found.map((f) => f.emoji)
  } catch {
    return []
  }
}

/** useWords is wordsOf of what is typed, for the account around; the answer to an older word is never shown. */
export function useWords(query: Accessor<string>): Accessor<readonly string[]> {
  const account = useContext(AccountContext)
  const nothing: { q: string; list: readonly string[] } = { q: '', list: [] }
  const [found] = createResource(query, async (q) => ({ q, list: account ? await wordsOf(account.api, q) : [] }), {
    initialValue: nothing,
  })
  return () => (found.latest.q === query() ? found.latest.list : [])
}
