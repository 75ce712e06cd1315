import type { tl } from '@mtcute/web'
import type { AdminRights, BannedRights, Group, Peer, PeerId, Presence, User } from '../../api/peer'
import type { State } from '../state'

/** Marked ids (https://core.telegram.org/api/bots/ids). */
const channelMark = 1_000_000_000_000

export const userId = (id: number): PeerId => id
export const groupId = (id: number): PeerId => -id
export const channelId = (id: number): PeerId => -channelMark - id

export function peerId(peer: tl.TypePeer): PeerId {
  switch (peer._) {
    case 'peerUser':
      return userId(peer.userId)
    case 'peerChat':
      return groupId(peer.chatId)
    case 'peerChannel':
      return channelId(peer.channelId)
  }
}

export const isUser = (id: PeerId): boolean => id > 0
export const isChannel = (id: PeerId): boolean => id < -channelMark
/** The bare id of a channel's. */
export const bareChannel = (id: PeerId): number => -id - channelMark

export function projectPresence(status: tl.TypeUserStatus | undefined): Presence {
  switch (status?._) {
    case 'userStatusOnline':
      return { kind: 'online', until: status.expires }
    case 'userStatusOffline':
      return { kind: 'offline', at: status.wasOnline }
    case 'userStatusRecently':
      return { kind: 'recently' }
    case 'userStatusLastWeek':
      return { kind: 'lastWeek' }
    case 'userStatusLastMonth':
      return { kind: 'lastMonth' }
    default:
      return { kind: 'longAgo' }
  }
}

const namesOf = (peer: { username?: string | undefined; usernames?: tl.TypeUsername[] | undefined }): string[] => {
  const active = (peer.usernames ?? []).filter((u) => u.active).map((u) => u.username)
  return active.length > 0 ? active : peer.username ? [peer.username] : []
}

const colorOf = (id: number, color?: tl.TypePeerColor): number =>
  color?._ === 'peerColor' && color.color !== undefined && color.color < 7 ? color.color : id % 7

export function projectUser(user: tl.RawUser): User {
  const usernames = namesOf(user)
  const firstName = user.firstName ?? ''
  const lastName = user.lastName ?? ''
  return {
    kind: 'user',
    id: user.id,
    name: [firstName, lastName].filter((part) => part !== '').join(' '),
    firstName,
    lastName,
    ...(usernames[0] === undefined ? {} : { username: usernames[0] }),
    usernames,
    color: colorOf(user.id, user.color),
    verified: user.verified === true,
    scam: user.scam === true,
    fake: user.fake === true,
    ...(user.phone ? { phone: user.phone } : {}),
    self: user.self === true,
    contact: user.contact === true,
    mutual: user.mutualContact === true,
    bot: user.bot === true,
    deleted: user.deleted === true,
    support: user.support === true,
    presence: projectPresence(user.status),
  }
}

export const projectAdminRights = (rights: tl.TypeChatAdminRights): AdminRights => ({
  changeInfo: rights.changeInfo === true,
  postMessages: rights.postMessages === true,
  editMessages: rights.editMessages === true,
  deleteMessages: rights.deleteMessages === true,
  banUsers: rights.banUsers === true,
  inviteUsers: rights.inviteUsers === true,
  pinMessages: rights.pinMessages === true,
  addAdmins: rights.addAdmins === true,
  anonymous: rights.anonymous === true,
  manageCall: rights.manageCall === true,
  other: rights.other === true,
  manageTopics: rights.manageTopics === true,
})

export const projectBannedRights = (rights: tl.TypeChatBannedRights | undefined): BannedRights => ({
  viewMessages: rights?.viewMessages === true,
  sendMessages: rights?.sendMessages === true,
  sendMedia: rights?.sendMedia === true,
  sendStickers: rights?.sendStickers === true,
  sendGifs: rights?.sendGifs === true,
  sendPolls: rights?.sendPolls === true,
  sendPlain: rights?.sendPlain === true,
  embedLinks: rights?.embedLinks === true,
  changeInfo: rights?.changeInfo === true,
  inviteUsers: rights?.inviteUsers === true,
  pinMessages: rights?.pinMessages === true,
  manageTopics: rights?.manageTopics === true,
  until: rights === undefined || rights.untilDate === 2 ** 31 - 1 ? 0 : rights.untilDate,
})

const noGroup = {
  usernames: [],
  verified: false,
  scam: false,
  fake: false,
  forum: false,
  creator: false,
  joinToSend: false,
  joinRequest: false,
  signatures: false,
  noForwards: false,
  slowMode: false,
  linked: false,
  defaultBanned: projectBannedRights(undefined),
}

export function projectGroup(chat: tl.TypeChat): Group {
  switch (chat._) {
    case 'chatEmpty':
      return {
        ...noGroup,
        kind: 'group',
        basic: true,
        id: groupId(chat.id),
        name: '',
        color: colorOf(chat.id),
        left: true,
        forbidden: true,
      }
    case 'chatForbidden':
      return {
        ...noGroup,
        kind: 'group',
        basic: true,
        id: groupId(chat.id),
        name: chat.title,
        color: colorOf(chat.id),
        left: true,
        forbidden: true,
      }
    case 'channelForbidden':
      return {
        ...noGroup,
        kind: chat.broadcast ? 'channel' : 'group',
        basic: false,
        id: channelId(chat.id),
        name: chat.title,
        color: colorOf(chat.id),
        left: true,
        forbidden: true,
      }
    case 'chat':
      return {
        ...noGroup,
        kind: 'group',
        basic: true,
        id: groupId(chat.id),
        name: chat.title,
        color: colorOf(chat.id),
        members: chat.participantsCount,
        creator: chat.creator === true,
        left: chat.left === true,
        forbidden: chat.deactivated === true,
        noForwards: chat.noforwards === true,
        ...(chat.adminRights ? { admin: projectAdminRights(chat.adminRights) } : {}),
        defaultBanned: projectBannedRights(chat.defaultBannedRights),
        ...(chat.migratedTo?._ === 'inputChannel' ? { migratedTo: channelId(chat.migratedTo.channelId) } : {}),
      }
    case 'channel': {
      const usernames = namesOf(chat)
      return {
        kind: chat.broadcast ? 'channel' : 'group',
        basic: false,
        id: channelId(chat.id),
        name: chat.title,
        ...(usernames[0] === undefined ? {} : { username: usernames[0] }),
        usernames,
        color: colorOf(chat.id, chat.color),
        verified: chat.verified === true,
        scam: chat.scam === true,
        fake: chat.fake === true,
        forum: chat.forum === true,
        ...(chat.participantsCount === undefined ? {} : { members: chat.participantsCount }),
        creator: chat.creator === true,
        left: chat.left === true,
        ...(chat.adminRights ? { admin: projectAdminRights(chat.adminRights) } : {}),
        ...(chat.bannedRights ? { banned: projectBannedRights(chat.bannedRights) } : {}),
        defaultBanned: projectBannedRights(chat.defaultBannedRights),
        joinToSend: chat.joinToSend === true,
        joinRequest: chat.joinRequest === true,
        signatures: chat.signatures === true,
        noForwards: chat.noforwards === true,
        slowMode: chat.slowmodeEnabled === true,
        linked: chat.hasLink === true,
        forbidden: false,
      }
    }
  }
}

/** What an abridged group says as well as a whole one: all but what the reader is in it. */
const abridged = (old: Group, now: Group): Group => ({
  ...now,
  creator: old.creator,
  left: old.left,
  forbidden: old.forbidden,
  ...(old.admin ? { admin: old.admin } : {}),
  ...(old.banned ? { banned: old.banned } : {}),
  ...(old.members === undefined ? {} : { members: old.members }),
})

/**
 * Takes over people and chats as the server tells of them now. What is abridged
 * ("min") may not take away what is known (https://core.telegram.org/api/min).
 */
export function projectPeers(state: State, users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): void {
  for (const user of users) {
    if (user._ !== 'user') continue
    const old = state.get('peers', user.id)
    if (user.min && old !== undefined) continue
    put(state, projectUser(user))
  }
  for (const chat of chats) {
    const group = projectGroup(chat)
    const old = state.get('peers', group.id)
    if (chat._ === 'channel' && chat.min && old !== undefined) {
      if (old.kind !== 'user') put(state, abridged(old, group))
      continue
    }
    // Counts are in some answers only.
    const known = old?.kind !== 'user' && old?.members !== undefined && group.members === undefined && !group.left
    put(state, known ? { ...group, members: old.members } : group)
  }
}

/** A group that goes on as a supergroup is no chat of its own any more. */
export const hasMoved = (peer: Peer | undefined): boolean =>
  peer !== undefined && peer.kind !== 'user' && peer.migratedTo !== undefined

/** Same answers come often: only what is new is told. */
function put(state: State, peer: Peer): void {
  const old = state.get('peers', peer.id)
  if (old === undefined || JSON.stringify(old) !== JSON.stringify(peer)) state.set('peers', peer.id, peer)
  if (hasMoved(peer)) state.unset('dialogs', peer.id)
}

/** Takes over people and chats that are not known yet: these may be older than what is known. */
export function projectStrangers(state: State, users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): void {
  for (const user of users) {
    if (user._ === 'user' && state.get('peers', user.id) === undefined) put(state, projectUser(user))
  }
  for (const chat of chats) {
    const group = projectGroup(chat)
    if (state.get('peers', group.id) === undefined) put(state, group)
  }
}
