import type { tl } from '@mtcute/web'
import type { MediaApi } from '../../api/media'
import type { PeerId } from '../../api/peer'
import type { Outbox } from '../outbox'
import { inputPeer } from '../peers'
import { apply, type Session } from '../session'

export function mediaMethods(session: Session, outbox: Outbox): MediaApi {
  const edit = async (chat: PeerId, id: number, media: tl.TypeInputMedia) =>
    apply(
      session,
      await session.client.call({
        _: 'messages.editMessage',
        peer: await inputPeer(session, chat),
        id,
        media,
      }),
    )
  return {
    sendMedia: ({ media, ...to }) => outbox.send(to, { kind: 'media', media }),
    moveLocation: ({ chat, id, lat, long, heading }) =>
      edit(chat, id, {
        _: 'inputMediaGeoLive',
        geoPoint: { _: 'inputGeoPoint', lat, long },
        ...(heading === undefined ? {} : { heading }),
      }),
    stopLocation: ({ chat, id }) =>
      edit(chat, id, { _: 'inputMediaGeoLive', stopped: true, geoPoint: { _: 'inputGeoPointEmpty' } }),
  }
}
