import type { tl } from '@mtcute/web'
import type { AllowedReactions, FullGroup, FullUser, PeerSettings } from '../../api/full'
import { projectRich } from './entities'
import { channelId, groupId, peerId, userId } from './peer'

export function projectReactionsAllowed(allowed: tl.TypeChatReactions | undefined): AllowedReactions {
  switch (allowed?._) {
    case 'chatReactionsAll':
      return { kind: 'all' }
    case 'chatReactionsSome': {
      const emoji = allowed.reactions.flatMap((r) => (r._ === 'reactionEmoji' ? [r.emoticon] : []))
      return { kind: 'some', emoji }
    }
    default:
      return { kind: 'none' }
  }
}

export function projectSettings(settings: tl.TypePeerSettings): PeerSettings {
  return {
    reportSpam: settings.reportSpam === true,
    addContact: settings.addContact === true,
    block: settings.blockContact === true,
    sharePhone: settings.shareContact === true,
    needsException: settings.needContactsException === true,
    ...(settings.requestChatTitle === undefined
      ? {}
      : {
          request: {
            title: settings.requestChatTitle,
            channel: settings.requestChatBroadcast === true,
            date: settings.requestChatDate ?? 0,
          },
        }),
  }
}

export function projectUserFull(full: tl.RawUserFull): FullUser {
  return {
    kind: 'user',
    chat: userId(full.id),
    about: full.about ?? '',
    ttl: full.ttlPeriod ?? 0,
    mutedUntil: full.notifySettings.muteUntil ?? 0,
    scheduled: full.hasScheduled === true,
    blocked: full.blocked === true,
    commonChats: full.commonChatsCount,
    ...(full.birthday
      ? {
          birthday: {
            day: full.birthday.day,
            month: full.birthday.month,
            ...(full.birthday.year === undefined ? {} : { year: full.birthday.year }),
          },
        }
      : {}),
    ...(full.note ? { note: projectRich(full.note) } : {}),
    settings: projectSettings(full.settings),
  }
}

const linkOf = (invite: tl.TypeExportedChatInvite | undefined): { link?: string } =>
  invite?._ === 'chatInviteExported' ? { link: invite.link } : {}

export function projectChatFull(full: tl.RawChatFull): FullGroup {
  const listed = full.participants._ === 'chatParticipants'
  return {
    kind: 'group',
    chat: groupId(full.id),
    about: full.about,
    ttl: full.ttlPeriod ?? 0,
    mutedUntil: full.notifySettings.muteUntil ?? 0,
    scheduled: full.hasScheduled === true,
    ...(full.participants._ === 'chatParticipants'
      ? {
          members: full.participants.participants.length,
          admins: full.participants.participants.filter((p) => p._ !== 'chatParticipant').length,
        }
      : {}),
    canSeeMembers: listed,
    canSetUsername: full.canSetUsername === true,
    canDelete: false,
    hiddenHistory: false,
    hiddenMembers: false,
    slowMode: 0,
    ...linkOf(full.exportedInvite),
    pending: full.requestsPending ?? 0,
    requesters: (full.recentRequesters ?? []).map(Number),
    reactions: projectReactionsAllowed(full.availableReactions),
  }
}

export function projectChannelFull(full: tl.RawChannelFull): FullGroup {
  return {
    kind: 'group',
    chat: channelId(full.id),
    about: full.about,
    ttl: full.ttlPeriod ?? 0,
    mutedUntil: full.notifySettings.muteUntil ?? 0,
    scheduled: full.hasScheduled === true,
    ...(full.participantsCount === undefined ? {} : { members: full.participantsCount }),
    ...(full.onlineCount === undefined ? {} : { online: full.onlineCount }),
    ...(full.adminsCount === undefined ? {} : { admins: full.adminsCount }),
    ...(full.kickedCount === undefined ? {} : { removed: full.kickedCount }),
    ...(full.bannedCount === undefined ? {} : { restricted: full.bannedCount }),
    canSeeMembers: full.canViewParticipants === true,
    canSetUsername: full.canSetUsername === true,
    canDelete: full.canDeleteChannel === true,
    hiddenHistory: full.hiddenPrehistory === true,
    hiddenMembers: full.participantsHidden === true,
    slowMode: full.slowmodeSeconds ?? 0,
    ...(full.slowmodeNextSendDate === undefined ? {} : { slowUntil: full.slowmodeNextSendDate }),
    ...(full.linkedChatId === undefined ? {} : { linked: channelId(full.linkedChatId) }),
    ...(full.defaultSendAs ? { sendAs: peerId(full.defaultSendAs) } : {}),
    ...linkOf(full.exportedInvite),
    pending: full.requestsPending ?? 0,
    requesters: (full.recentRequesters ?? []).map(userId),
    reactions: projectReactionsAllowed(full.availableReactions),
    ...(full.migratedFromChatId === undefined ? {} : { migratedFrom: groupId(Number(full.migratedFromChatId)) }),
  }
}
