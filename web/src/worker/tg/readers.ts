import type { ReadersApi } from '../../api/readers'
import { inputPeer } from '../peers'
import { userId } from '../project/peer'
import type { Session } from '../session'

export function readersMethods(session: Session): ReadersApi {
  const { client } = session
  return {
    readers: async ({ chat, id }) => {
      const peer = await inputPeer(session, chat)
      const answer = await client.call({ _: 'messages.getMessageReadParticipants', peer, msgId: id })
      return answer.map((reader) => ({ who: userId(reader.userId), date: reader.date }))
    },
    readDate: async ({ chat, id }) => {
      const peer = await inputPeer(session, chat)
      const { date } = await client.call({ _: 'messages.getOutboxReadDate', peer, msgId: id })
      return date
    },
  }
}
