import type { HistoryApi } from '../../api/history'
import { messageKey } from '../../api/message'
import { inputChannel, inputPeer } from '../peers'
import { projectReplies } from '../project/message'
import { bareChannel, isChannel } from '../project/peer'
import { apply, know, type Session } from '../session'
import { affected, emptyUpdates } from './affected'
import { refreshDialogs } from './dialogs'
import { putMessages } from './history'

/** How many marks one question answers. */
const most = 100

/** What is seen of single messages: mentions, reactions, posts. */
export function markMethods(
  session: Session,
): Pick<HistoryApi, 'readContents' | 'unreadMarks' | 'readMarks' | 'countViews'> {
  const { client, state } = session
  return {
    readContents: async ({ chat, ids }) => {
      if (isChannel(chat)) {
        const channel = await inputChannel(session, chat)
        await client.call({ _: 'channels.readMessageContents', channel, id: ids })
        const channelId = bareChannel(chat)
        apply(session, {
          ...emptyUpdates,
          updates: [{ _: 'updateChannelReadMessagesContents', channelId, messages: ids }],
        })
        return
      }
      const { pts, ptsCount } = await client.call({ _: 'messages.readMessageContents', id: ids })
      apply(session, {
        ...emptyUpdates,
        updates: [{ _: 'updateReadMessagesContents', messages: ids, pts, ptsCount }],
      })
    },
    unreadMarks: async ({ chat, topic, what }) => {
      const question = {
        peer: await inputPeer(session, chat),
        ...(topic === undefined ? {} : { topMsgId: topic }),
        offsetId: 1,
        addOffset: -most,
        limit: most,
        maxId: 0,
        minId: 0,
      }
      const answer = await client.call(
        what === 'mentions'
          ? { _: 'messages.getUnreadMentions', ...question }
          : { _: 'messages.getUnreadReactions', ...question },
      )
      const { ids } = putMessages(session, answer)
      if (ids.length === 0 && topic === undefined) state.change('dialogs', chat, { [what]: 0 })
      return ids
    },
    readMarks: async ({ chat, topic, what }) => {
      const question = { peer: await inputPeer(session, chat), ...(topic === undefined ? {} : { topMsgId: topic }) }
      const answer = await client.call(
        what === 'mentions'
          ? { _: 'messages.readMentions', ...question }
          : { _: 'messages.readReactions', ...question },
      )
      if (answer.ptsCount > 0) affected(session, chat, answer)
      await refreshDialogs(session, [chat])
    },
    countViews: async ({ chat, ids }) => {
      const peer = await inputPeer(session, chat)
      const answer = await client.call({ _: 'messages.getMessagesViews', peer, id: ids, increment: true })
      know(session, answer)
      answer.views.forEach(({ views, forwards, replies: told }, i) => {
        const id = ids[i]
        if (id === undefined) return
        const replies = projectReplies(told)
        state.change('messages', messageKey(chat, id), {
          ...(views === undefined ? {} : { views }),
          ...(forwards === undefined ? {} : { forwards }),
          ...(replies ? { replies } : {}),
        })
      })
    },
  }
}
