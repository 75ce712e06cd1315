import type { tl } from '@mtcute/web'
import type { SendApi } from '../../api/send'
import type { Outbox } from '../outbox'
import { entitiesOf, inputChannel, inputPeer } from '../peers'
import { isChannel } from '../project/peer'
import { apply, type Session } from '../session'
import { writingMethods } from './writing'

export function sendMethods(session: Session, outbox: Outbox): SendApi {
  const { client } = session
  return {
    ...writingMethods(session),
    sendText: ({ text, entities, noPreview, ...to }) =>
      outbox.send(to, { kind: 'text', text, entities, ...(noPreview ? { noPreview } : {}) }),
    forward: ({ from, ids, hideSender, ...to }) =>
      outbox.send(to, { kind: 'forward', from, ids: [...ids].sort((a, b) => a - b), hideSender: hideSender === true }),
    retry: async ({ id }) => outbox.retry(id),
    discard: async ({ chat, id }) => outbox.discard(chat, id),
    editText: async ({ chat, id, text, entities, scheduled, noPreview }) => {
      const date = scheduled ? session.state.get('messages', `${chat}/s${id}`)?.date : undefined
      apply(
        session,
        await client.call({
          _: 'messages.editMessage',
          peer: await inputPeer(session, chat),
          id,
          message: text,
          entities: await entitiesOf(session, { text, entities }),
          ...(noPreview ? { noWebpage: true } : {}),
          ...(date === undefined ? {} : { scheduleDate: date }),
        }),
      )
    },
    deleteMessages: async ({ chat, ids, forAll, scheduled }) => {
      if (scheduled) {
        apply(
          session,
          await client.call({ _: 'messages.deleteScheduledMessages', peer: await inputPeer(session, chat), id: ids }),
        )
        return
      }
      if (isChannel(chat)) {
        const channel = await inputChannel(session, chat)
        const { pts, ptsCount } = await client.call({ _: 'channels.deleteMessages', channel, id: ids })
        const channelId = channel._ === 'inputChannelEmpty' ? 0 : channel.channelId
        apply(session, {
          ...emptyUpdates,
          updates: [{ _: 'updateDeleteChannelMessages', channelId, messages: ids, pts, ptsCount }],
        })
        return
      }
      const { pts, ptsCount } = await client.call({ _: 'messages.deleteMessages', id: ids, revoke: forAll })
      apply(session, { ...emptyUpdates, updates: [{ _: 'updateDeleteMessages', messages: ids, pts, ptsCount }] })
    },
  }
}

const emptyUpdates = { _: 'updates', seq: 0, date: 0, users: [], chats: [] } as const satisfies Partial<tl.RawUpdates>
