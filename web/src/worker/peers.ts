import type { tl } from '@mtcute/web'
import { resolvePeer } from '@mtcute/web/methods.js'
import { ApiError } from '../api/client'
import type { Rich } from '../api/message'
import type { PeerId } from '../api/peer'
import { toEntities } from './project/entities'
import type { Session } from './session'

/** How the server is told of a chat; fails with PEER_ID_INVALID where this account knows no such one. */
export async function inputPeer(session: Session, id: PeerId): Promise<tl.TypeInputPeer> {
  if (session.state.auth.kind === 'in' && session.state.auth.me === id) return { _: 'inputPeerSelf' }
  try {
    return await resolvePeer(session.client, id)
  } catch {
    throw new ApiError({ code: 400, text: 'PEER_ID_INVALID' })
  }
}

export async function inputUser(session: Session, id: PeerId): Promise<tl.TypeInputUser> {
  const peer = await inputPeer(session, id)
  switch (peer._) {
    case 'inputPeerSelf':
      return { _: 'inputUserSelf' }
    case 'inputPeerUser':
      return { _: 'inputUser', userId: peer.userId, accessHash: peer.accessHash }
    case 'inputPeerUserFromMessage':
      return { _: 'inputUserFromMessage', peer: peer.peer, msgId: peer.msgId, userId: peer.userId }
    default:
      throw new ApiError({ code: 400, text: 'USER_ID_INVALID' })
  }
}

export async function inputChannel(session: Session, id: PeerId): Promise<tl.TypeInputChannel> {
  const peer = await inputPeer(session, id)
  switch (peer._) {
    case 'inputPeerChannel':
      return { _: 'inputChannel', channelId: peer.channelId, accessHash: peer.accessHash }
    case 'inputPeerChannelFromMessage':
      return { _: 'inputChannelFromMessage', peer: peer.peer, msgId: peer.msgId, channelId: peer.channelId }
    default:
      throw new ApiError({ code: 400, text: 'CHANNEL_INVALID' })
  }
}

/** Formatting as the server takes it, with the people that it mentions. */
export async function entitiesOf(session: Session, { entities }: Rich): Promise<tl.TypeMessageEntity[]> {
  const users = new Map<number, tl.TypeInputUser>()
  for (const entity of entities) {
    if (entity.kind === 'mentionName') users.set(entity.user, await inputUser(session, entity.user))
  }
  return toEntities(entities, (id) => users.get(id))
}
