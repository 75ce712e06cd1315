import type { tl } from '@mtcute/web'
import { type MessageKey, messageKey } from '../../api/message'
import type { FoundMessages, MessageQuery, SearchApi } from '../../api/search'
import { inputPeer } from '../peers'
import { chatOf, putMessage } from '../project/message'
import { peerId } from '../project/peer'
import { know, type Session } from '../session'

const pageSize = 30
/** How many pages are looked through for what one person wrote, which the server cannot be asked for. */
const looked = 4

export function searchMethods(session: Session): SearchApi {
  const { client } = session
  return {
    searchPeers: async ({ query, limit }) => {
      const answer = await client.call({ _: 'contacts.search', q: query, limit })
      know(session, answer)
      return { mine: answer.myResults.map(peerId), others: answer.results.map(peerId) }
    },
    searchMessages: async (query) => {
      if (query.from === undefined) return page(session, query)
      const keys: MessageKey[] = []
      let after = query.after
      for (let i = 0; i < looked; i++) {
        const part = await page(session, { ...query, ...(after ? { after } : {}) })
        keys.push(...part.keys.filter((key) => session.state.get('messages', key)?.from === query.from))
        after = part.next
        if (after === undefined || keys.length >= pageSize) break
      }
      return { keys, count: keys.length, ...(after ? { next: after } : {}) }
    },
  }
}

async function page(session: Session, { query, kind, since, after }: MessageQuery): Promise<FoundMessages> {
  const answer = await session.client.call({
    _: 'messages.searchGlobal',
    q: query,
    filter: { _: kind === 'links' ? 'inputMessagesFilterUrl' : 'inputMessagesFilterEmpty' },
    ...(kind === 'people' ? { usersOnly: true } : {}),
    ...(kind === 'groups' ? { groupsOnly: true } : {}),
    ...(kind === 'channels' ? { broadcastsOnly: true } : {}),
    minDate: since ?? 0,
    maxDate: 0,
    offsetRate: after?.rate ?? 0,
    offsetPeer: after ? await inputPeer(session, after.chat) : { _: 'inputPeerEmpty' },
    offsetId: after?.id ?? 0,
    limit: pageSize,
  })
  if (answer._ === 'messages.messagesNotModified') return { keys: [], count: 0 }
  know(session, answer)
  const keys = answer.messages.flatMap((message) => {
    const chat = chatOf(message)
    const id = putMessage(session.state, message)
    return chat === undefined || id === undefined ? [] : [messageKey(chat, id)]
  })
  const next = placeAfter(answer)
  return { keys, count: answer._ === 'messages.messages' ? keys.length : answer.count, ...(next ? { next } : {}) }
}

/** Where the page after an answer begins; undefined: it was the last. */
function placeAfter(answer: Exclude<tl.messages.TypeMessages, tl.messages.RawMessagesNotModified>) {
  const last = answer.messages.at(-1)
  if (answer._ !== 'messages.messagesSlice' || !last || last._ === 'messageEmpty') return undefined
  return { rate: answer.nextRate ?? last.date, chat: peerId(last.peerId), id: last.id }
}
