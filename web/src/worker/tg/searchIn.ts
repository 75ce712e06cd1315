import { Long } from '@mtcute/web'
import type { HistoryApi } from '../../api/history'
import { inputChannel, inputPeer } from '../peers'
import type { Session } from '../session'
import { putMessages } from './history'

/** Finding a message of one chat again, and pointing others to it. */
export function searchMethods(session: Session): Pick<HistoryApi, 'searchIn' | 'messageLink'> {
  return {
    searchIn: async ({ chat, topic, text, from, since, until, before, limit }) => {
      const answer = await session.client.call({
        _: 'messages.search',
        peer: await inputPeer(session, chat),
        q: text,
        ...(from === undefined ? {} : { fromId: await inputPeer(session, from) }),
        ...(topic === undefined ? {} : { topMsgId: topic }),
        filter: { _: 'inputMessagesFilterEmpty' },
        minDate: since ?? 0,
        maxDate: until ?? 0,
        offsetId: before,
        addOffset: 0,
        limit,
        maxId: 0,
        minId: 0,
        hash: Long.ZERO,
      })
      const { ids, count } = putMessages(session, answer)
      return { ids: ids.reverse(), count }
    },
    messageLink: async ({ chat, id }) => {
      const channel = await inputChannel(session, chat)
      const { link } = await session.client.call({ _: 'channels.exportMessageLink', channel, id })
      return link
    },
  }
}
