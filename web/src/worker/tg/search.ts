import type { SearchApi } from '../../api/search'
import { peerId } from '../project/peer'
import { know, type Session } from '../session'

export function searchMethods(session: Session): SearchApi {
  const { client } = session
  return {
    searchPeers: async ({ query, limit }) => {
      const answer = await client.call({ _: 'contacts.search', q: query, limit })
      know(session, answer)
      return { mine: answer.myResults.map(peerId), others: answer.results.map(peerId) }
    },
  }
}
