import { Long } from '@mtcute/web'
import type { PinsApi } from '../../api/pins'
import { inputPeer } from '../peers'
import { apply, type Session } from '../session'
import { affected } from './affected'
import { putMessages } from './history'

/** How many pinned messages are listed at most. */
const most = 100

export function pinsMethods(session: Session): PinsApi {
  const { client, state } = session
  return {
    pinned: async ({ chat, topic }) => {
      const answer = await client.call({
        _: 'messages.search',
        peer: await inputPeer(session, chat),
        q: '',
        ...(topic === undefined ? {} : { topMsgId: topic }),
        filter: { _: 'inputMessagesFilterPinned' },
        minDate: 0,
        maxDate: 0,
        offsetId: 0,
        addOffset: 0,
        limit: most,
        maxId: 0,
        minId: 0,
        hash: Long.ZERO,
      })
      const { ids, count } = putMessages(session, answer)
      return { ids: ids.reverse(), count }
    },
    pin: async ({ chat, id, silent, mine }) => {
      const peer = await inputPeer(session, chat)
      apply(
        session,
        await client.call({
          _: 'messages.updatePinnedMessage',
          peer,
          id,
          ...(silent ? { silent: true } : {}),
          ...(mine ? { pmOneside: true } : {}),
        }),
      )
    },
    unpin: async ({ chat, id }) => {
      const peer = await inputPeer(session, chat)
      apply(session, await client.call({ _: 'messages.updatePinnedMessage', peer, id, unpin: true }))
    },
    unpinAll: async ({ chat, topic }) => {
      const peer = await inputPeer(session, chat)
      for (;;) {
        const topMsgId = topic === undefined ? {} : { topMsgId: topic }
        const answer = await client.call({ _: 'messages.unpinAllMessages', peer, ...topMsgId })
        if (answer.ptsCount > 0) affected(session, chat, answer)
        if (answer.offset === 0) break
      }
      for (const [key, message] of state.tables.messages) {
        if (message.chat === chat && message.pinned && (topic === undefined || message.topic === topic)) {
          state.change('messages', key, { pinned: false })
        }
      }
      state.event({ kind: 'changed', what: 'full', chat })
    },
  }
}
