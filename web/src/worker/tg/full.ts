import { Long, type tl } from '@mtcute/web'
import type { FullApi, SharedKind } from '../../api/full'
import { inputChannel, inputPeer, inputUser } from '../peers'
import { projectChannelFull, projectChatFull, projectUserFull } from '../project/full'
import { groupId, isChannel, isUser, projectGroup } from '../project/peer'
import { know, type Session } from '../session'
import { putMessages } from './history'
import { setNotify } from './notify'

const filters = {
  links: { _: 'inputMessagesFilterUrl' },
  pinned: { _: 'inputMessagesFilterPinned' },
  locations: { _: 'inputMessagesFilterGeo' },
  contacts: { _: 'inputMessagesFilterContacts' },
} as const satisfies Record<SharedKind, tl.TypeMessagesFilter>

const kinds: readonly SharedKind[] = ['links', 'pinned', 'locations', 'contacts']

/** How many messages a page of shared ones has. */
const pageSize = 50

export const fullMethods = (session: Session): FullApi => ({
  full: async ({ chat }) => {
    const { client } = session
    if (isUser(chat)) {
      const answer = await client.call({ _: 'users.getFullUser', id: await inputUser(session, chat) })
      know(session, answer)
      return projectUserFull(answer.fullUser)
    }
    const answer = isChannel(chat)
      ? await client.call({ _: 'channels.getFullChannel', channel: await inputChannel(session, chat) })
      : await client.call({ _: 'messages.getFullChat', chatId: -chat })
    know(session, answer)
    const { fullChat } = answer
    return fullChat._ === 'channelFull' ? projectChannelFull(fullChat) : projectChatFull(fullChat)
  },
  mutePeer: async ({ chat, until }) => {
    await setNotify(session, { _: 'inputNotifyPeer', peer: await inputPeer(session, chat) }, { mutedUntil: until })
    session.mutes.own(chat, until)
    session.state.event({ kind: 'changed', what: 'notify' })
    session.state.event({ kind: 'changed', what: 'full', chat })
  },
  commonChats: async ({ user, after }) => {
    const { chats } = await session.client.call({
      _: 'messages.getCommonChats',
      userId: await inputUser(session, user),
      maxId: after === undefined ? 0 : isChannel(after) ? -after - 1_000_000_000_000 : -after,
      limit: 100,
    })
    know(session, { users: [], chats })
    return chats.map((chat) => projectGroup(chat).id).filter((id) => id !== groupId(0))
  },
  sharedCounts: async ({ chat, topic }) => {
    const counters = await session.client.call({
      _: 'messages.getSearchCounters',
      peer: await inputPeer(session, chat),
      ...(topic === undefined ? {} : { topMsgId: topic }),
      filters: kinds.map((kind) => filters[kind]),
    })
    return counters.flatMap((counter) => {
      const kind = kinds.find((k) => filters[k]._ === counter.filter._)
      return kind && counter.count > 0 ? [{ kind, count: counter.count }] : []
    })
  },
  shared: async ({ chat, topic, kind, before }) => {
    const answer = await session.client.call({
      _: 'messages.search',
      peer: await inputPeer(session, chat),
      ...(topic === undefined ? {} : { topMsgId: topic }),
      q: '',
      filter: filters[kind],
      minDate: 0,
      maxDate: 0,
      offsetId: before,
      addOffset: 0,
      limit: pageSize,
      maxId: 0,
      minId: 0,
      hash: Long.ZERO,
    })
    return putMessages(session, answer).ids.reverse()
  },
})
