import { tl } from '@mtcute/web'
import type { LinkApi } from '../../api/link'
import type { PeerId } from '../../api/peer'
import { peerId, projectGroup, projectPeers } from '../project/peer'
import { apply, know, type Session } from '../session'

export function linkMethods(session: Session): LinkApi {
  const { client, state } = session
  const known = (chat: tl.TypeChat): PeerId => {
    projectPeers(state, [], [chat])
    return projectGroup(chat).id
  }
  return {
    checkInvite: async ({ hash }) => {
      const answer = await client.call({ _: 'messages.checkChatInvite', hash })
      if (answer._ !== 'chatInvite') return { kind: 'known', chat: known(answer.chat) }
      projectPeers(state, answer.participants ?? [], [])
      return {
        kind: 'invite',
        title: answer.title,
        about: answer.about ?? '',
        members: answer.participantsCount,
        people: (answer.participants ?? []).map((user) => user.id),
        channel: answer.broadcast === true,
        request: answer.requestNeeded === true,
        color: answer.color % 7,
        verified: answer.verified === true,
        scam: answer.scam === true,
        fake: answer.fake === true,
      }
    },
    acceptInvite: async ({ hash }) => {
      try {
        const updates = await client.call({ _: 'messages.importChatInvite', hash })
        apply(session, updates)
        const chat = 'chats' in updates ? updates.chats[0] : undefined
        return chat && known(chat)
      } catch (error) {
        if (tl.RpcError.is(error, 'INVITE_REQUEST_SENT')) return undefined
        throw error
      }
    },
    resolvePhone: async ({ phone }) => {
      try {
        const answer = await client.call({ _: 'contacts.resolvePhone', phone })
        know(session, answer)
        return peerId(answer.peer)
      } catch (error) {
        if (tl.RpcError.is(error, 'PHONE_NOT_OCCUPIED')) return undefined
        throw error
      }
    },
  }
}
