import { Long } from '@mtcute/web'
import type { PeerId } from '../../api/peer'
import type { SendApi } from '../../api/send'
import { matches } from '../../lib/search'
import { inputChannel, inputPeer } from '../peers'
import { projectPreview } from '../project/body'
import { isChannel, isUser, peerId } from '../project/peer'
import { know, type Session } from '../session'

/** How many people are offered for a mention. */
const most = 30

type Calls = Pick<SendApi, 'previewOf' | 'sendAsChoices' | 'saveSendAs' | 'mentionable'>

/** What the composer asks before anything is sent. */
export function writingMethods(session: Session): Calls {
  const { client } = session
  return {
    previewOf: async ({ text }) => {
      const answer = await client.call({ _: 'messages.getWebPagePreview', message: text })
      know(session, answer)
      return projectPreview(answer.media)
    },
    sendAsChoices: async ({ chat }) => {
      const answer = await client.call({ _: 'channels.getSendAs', peer: await inputPeer(session, chat) })
      know(session, answer)
      return answer.peers.map((as) => peerId(as.peer))
    },
    saveSendAs: async ({ chat, as }) => {
      await client.call({
        _: 'messages.saveDefaultSendAs',
        peer: await inputPeer(session, chat),
        sendAs: await inputPeer(session, as),
      })
    },
    mentionable: async ({ chat, topic, query }) =>
      isChannel(chat) ? membersOf(session, chat, topic, query) : participantsOf(session, chat, query),
  }
}

async function membersOf(session: Session, chat: PeerId, topic: number | undefined, q: string): Promise<PeerId[]> {
  const answer = await session.client.call({
    _: 'channels.getParticipants',
    channel: await inputChannel(session, chat),
    filter: { _: 'channelParticipantsMentions', q, ...(topic === undefined ? {} : { topMsgId: topic }) },
    offset: 0,
    limit: most,
    hash: Long.ZERO,
  })
  if (answer._ === 'channels.channelParticipantsNotModified') return []
  know(session, answer)
  return answer.participants.flatMap((p) => {
    switch (p._) {
      case 'channelParticipantLeft':
      case 'channelParticipantBanned':
        return []
      default:
        return [p.userId]
    }
  })
}

/** Members of a basic group; of two people, both. */
async function participantsOf(session: Session, chat: PeerId, query: string): Promise<PeerId[]> {
  const { state, client } = session
  let ids: PeerId[] = [chat]
  if (!isUser(chat)) {
    const answer = await client.call({ _: 'messages.getFullChat', chatId: -chat })
    know(session, answer)
    const { fullChat } = answer
    if (fullChat._ !== 'chatFull' || fullChat.participants._ !== 'chatParticipants') return []
    ids = fullChat.participants.participants.map((p) => p.userId)
  }
  return ids
    .filter((id) => {
      const peer = state.get('peers', id)
      return peer !== undefined && matches(query, peer.name, ...peer.usernames)
    })
    .slice(0, most)
}
