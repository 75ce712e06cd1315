import type { tl } from '@mtcute/web'
import type { Member } from '../../api/members'
import type { AdminRights, BannedRights, PeerId } from '../../api/peer'
import { peerId, projectAdminRights, projectBannedRights, userId } from './peer'

/** Seconds since 1970 that mean "for ever". */
const forever = 2 ** 31 - 1

/** What somebody is in a supergroup or channel. */
export function projectParticipant(p: tl.TypeChannelParticipant): Member {
  switch (p._) {
    case 'channelParticipant':
      return { who: userId(p.userId), role: 'member', since: p.date, editable: false }
    case 'channelParticipantSelf':
      return { who: userId(p.userId), role: 'member', since: p.date, by: userId(p.inviterId), editable: false }
    case 'channelParticipantCreator':
      return {
        who: userId(p.userId),
        role: 'creator',
        admin: projectAdminRights(p.adminRights),
        ...(p.rank ? { rank: p.rank } : {}),
        editable: false,
      }
    case 'channelParticipantAdmin':
      return {
        who: userId(p.userId),
        role: 'admin',
        admin: projectAdminRights(p.adminRights),
        since: p.date,
        by: userId(p.promotedBy),
        ...(p.rank ? { rank: p.rank } : {}),
        editable: p.canEdit === true,
      }
    case 'channelParticipantBanned': {
      const banned = projectBannedRights(p.bannedRights)
      return {
        who: peerId(p.peer),
        role: banned.viewMessages ? 'removed' : 'restricted',
        banned,
        since: p.date,
        by: userId(p.kickedBy),
        editable: false,
      }
    }
    case 'channelParticipantLeft':
      return { who: peerId(p.peer), role: 'left', editable: false }
  }
}

/** Who is in a basic group; in one that the reader has left only the reader. */
export function projectParticipants(participants: tl.TypeChatParticipants): Member[] {
  const all =
    participants._ === 'chatParticipants'
      ? participants.participants
      : participants.selfParticipant
        ? [participants.selfParticipant]
        : []
  return all.map(projectBasic)
}

function projectBasic(p: tl.TypeChatParticipant): Member {
  switch (p._) {
    case 'chatParticipantCreator':
      return { who: userId(p.userId), role: 'creator', editable: false }
    case 'chatParticipantAdmin':
      return { who: userId(p.userId), role: 'admin', since: p.date, by: userId(p.inviterId), editable: true }
    case 'chatParticipant':
      return { who: userId(p.userId), role: 'member', since: p.date, by: userId(p.inviterId), editable: false }
  }
}

export const toAdminRights = (rights: AdminRights | undefined): tl.TypeChatAdminRights => ({
  _: 'chatAdminRights',
  ...rights,
})

/** Rights as the server takes them; kinds of media go with media as a whole. */
export function toBannedRights({ until, ...rights }: BannedRights): tl.TypeChatBannedRights {
  return {
    _: 'chatBannedRights',
    ...rights,
    sendGames: rights.sendGifs,
    sendInline: rights.sendGifs,
    sendPhotos: rights.sendMedia,
    sendVideos: rights.sendMedia,
    sendRoundvideos: rights.sendMedia,
    sendAudios: rights.sendMedia,
    sendVoices: rights.sendMedia,
    sendDocs: rights.sendMedia,
    untilDate: until === 0 || until >= forever ? 0 : until,
  }
}

/** Whom the answer of an invitation could not add. */
export const missingOf = (missing: readonly tl.TypeMissingInvitee[]): PeerId[] =>
  missing.map((one) => userId(one.userId))
