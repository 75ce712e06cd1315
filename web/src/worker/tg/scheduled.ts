import { Long } from '@mtcute/web'
import { messageKey } from '../../api/message'
import type { ScheduledApi } from '../../api/scheduled'
import { entitiesOf, inputPeer } from '../peers'
import { apply, type Session } from '../session'
import { putMessages } from './history'

export function scheduledMethods(session: Session): ScheduledApi {
  const { client, state } = session
  return {
    scheduled: async ({ chat }) => {
      const peer = await inputPeer(session, chat)
      const answer = await client.call({ _: 'messages.getScheduledHistory', peer, hash: Long.ZERO })
      const { ids } = putMessages(session, answer, true)
      const date = (id: number) => state.get('messages', messageKey(chat, id, true))?.date ?? 0
      return ids.sort((a, b) => date(a) - date(b) || a - b)
    },
    sendNow: async ({ chat, ids }) => {
      const peer = await inputPeer(session, chat)
      apply(session, await client.call({ _: 'messages.sendScheduledMessages', peer, id: ids }))
    },
    reschedule: async ({ chat, id, date }) => {
      const message = state.get('messages', messageKey(chat, id, true))
      const text = message?.body.kind === 'text' ? message : undefined
      apply(
        session,
        await client.call({
          _: 'messages.editMessage',
          peer: await inputPeer(session, chat),
          id,
          ...(text ? { message: text.text, entities: await entitiesOf(session, text) } : {}),
          ...(text && !text.preview ? { noWebpage: true } : {}),
          scheduleDate: date,
        }),
      )
    },
  }
}
