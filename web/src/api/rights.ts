import type { Member } from './members'
import type { AdminRights, BannedRights, Group, PeerId } from './peer'

export type AdminRight = keyof AdminRights
export type BannedRight = Exclude<keyof BannedRights, 'until' | 'viewMessages' | 'sendMessages'>

/** What members may do as long as nobody forbids it. */
const open = ['changeInfo', 'inviteUsers', 'pinMessages', 'manageTopics'] as const
const isOpen = (right: AdminRight): right is (typeof open)[number] => open.some((one) => one === right)

export const isMember = (group: Group): boolean => !group.left && !group.forbidden && group.migratedTo === undefined
export const isAdmin = (group: Group): boolean => isMember(group) && (group.creator || group.admin !== undefined)

/** Whether the reader may do something of admins, as one of them or because everybody may. */
export function may(group: Group, right: AdminRight): boolean {
  if (!isMember(group)) return false
  if (mayAsAdmin(group, right)) return true
  if (group.kind === 'channel' || !isOpen(right)) return false
  return !group.defaultBanned[right] && !group.banned?.[right]
}

/** Whether the reader may do it as an admin. */
export const mayAsAdmin = (group: Group, right: AdminRight): boolean =>
  isMember(group) && (group.creator || group.admin?.[right] === true)

/** Rights of admins in the order in which they are shown, without those that nothing here hangs on. */
export function adminRights(group: Group): readonly AdminRight[] {
  if (group.kind === 'channel') {
    return ['changeInfo', 'postMessages', 'editMessages', 'deleteMessages', 'banUsers', 'inviteUsers', 'addAdmins']
  }
  return [
    'changeInfo',
    'deleteMessages',
    'banUsers',
    'inviteUsers',
    'pinMessages',
    ...(group.forum ? (['manageTopics'] as const) : []),
    'anonymous',
    'addAdmins',
  ]
}

export const noAdminRights: AdminRights = {
  changeInfo: false,
  postMessages: false,
  editMessages: false,
  deleteMessages: false,
  banUsers: false,
  inviteUsers: false,
  pinMessages: false,
  addAdmins: false,
  anonymous: false,
  manageCall: false,
  other: false,
  manageTopics: false,
}

/** The rights that a new admin is offered: all that the reader may give, but to make others admins or to hide. */
export function offeredRights(group: Group): AdminRights {
  const offered = { ...noAdminRights, other: true }
  for (const right of adminRights(group)) {
    offered[right] = right !== 'addAdmins' && right !== 'anonymous' && mayGive(group, right)
  }
  return offered
}

/** One may give what one has. */
export const mayGive = (group: Group, right: AdminRight): boolean => mayAsAdmin(group, right)

/** Whether the reader may make somebody an admin, or change the rights of one. */
export function mayPromote(group: Group, member: Member, me: PeerId): boolean {
  if (member.who === me || member.who < 0 || !mayAsAdmin(group, 'addAdmins') || member.role === 'creator') return false
  // In basic groups only the owner makes admins.
  if (group.basic) return group.creator
  return member.role !== 'admin' || group.creator || member.editable
}

/** Whether the reader may remove somebody. */
export function mayRemove(group: Group, member: Member, me: PeerId): boolean {
  if (member.who === me || member.role === 'creator' || member.role === 'left') return false
  if (group.basic && member.by === me && member.role === 'member') return isMember(group)
  if (!mayAsAdmin(group, 'banUsers')) return false
  return member.role !== 'admin' || group.creator || (!group.basic && member.editable)
}

/** Whether the reader may restrict somebody: in supergroups alone. */
export const mayRestrict = (group: Group, member: Member, me: PeerId): boolean =>
  !group.basic && group.kind === 'group' && mayRemove(group, { ...member, role: known(member) }, me)

/** Who is out may be restricted before they come back. */
const known = (member: Member): Member['role'] => (member.role === 'left' ? 'member' : member.role)

/** What members may be forbidden, in the order in which it is shown. */
export function bannedRights(group: Group): readonly BannedRight[] {
  return [
    'sendPlain',
    'sendMedia',
    'sendStickers',
    'sendGifs',
    'sendPolls',
    'embedLinks',
    'inviteUsers',
    'pinMessages',
    'changeInfo',
    ...(group.forum ? (['manageTopics'] as const) : []),
  ]
}

/** What sending consists of: all of it is forbidden, or none, by `sendMessages` too. */
const sending = ['sendPlain', 'sendMedia', 'sendStickers', 'sendGifs', 'sendPolls', 'embedLinks'] as const

export const nothingBanned: BannedRights = {
  viewMessages: false,
  sendMessages: false,
  sendMedia: false,
  sendStickers: false,
  sendGifs: false,
  sendPolls: false,
  sendPlain: false,
  embedLinks: false,
  changeInfo: false,
  inviteUsers: false,
  pinMessages: false,
  manageTopics: false,
  until: 0,
}

/** Forbids one thing or allows it again, and what goes with it. */
export function withBanned(rights: BannedRights, right: BannedRight, banned: boolean): BannedRights {
  const next = { ...rights, [right]: banned }
  return { ...next, sendMessages: sending.every((one) => next[one]) }
}

/** Whether anything is forbidden. */
export const isBanned = (rights: BannedRights): boolean =>
  Object.entries(rights).some(([right, banned]) => right !== 'until' && banned === true)

/** What a public chat of the reader's may be made of: who may change its name and type. */
export const mayManage = (group: Group): boolean => isMember(group) && (may(group, 'changeInfo') || isAdmin(group))
