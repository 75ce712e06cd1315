import { expect, it } from 'vitest'
import type { Member } from './members'
import type { Group } from './peer'
import {
  adminRights,
  bannedRights,
  may,
  mayPromote,
  mayRemove,
  mayRestrict,
  noAdminRights,
  nothingBanned,
  offeredRights,
  withBanned,
} from './rights'

const me = 1
const group = (more: Partial<Group> = {}): Group => ({
  id: -1_000_000_000_005,
  kind: 'group',
  basic: false,
  name: 'Tea',
  usernames: [],
  color: 0,
  verified: false,
  scam: false,
  fake: false,
  forum: false,
  creator: false,
  left: false,
  defaultBanned: nothingBanned,
  joinToSend: false,
  joinRequest: false,
  signatures: false,
  noForwards: false,
  slowMode: false,
  linked: false,
  forbidden: false,
  ...more,
})
const member = (role: Member['role'], more: Partial<Member> = {}): Member => ({
  who: 2,
  role,
  editable: false,
  ...more,
})
const bans = { ...noAdminRights, banUsers: true }

it('lets members do what nobody forbids', () => {
  expect(may(group(), 'pinMessages')).toBe(true)
  expect(may(group({ defaultBanned: { ...nothingBanned, pinMessages: true } }), 'pinMessages')).toBe(false)
  expect(may(group({ banned: { ...nothingBanned, pinMessages: true } }), 'pinMessages')).toBe(false)
  expect(may(group(), 'banUsers')).toBe(false)
  expect(may(group({ kind: 'channel' }), 'pinMessages')).toBe(false)
  expect(may(group({ left: true, creator: true }), 'pinMessages')).toBe(false)
})

it('lets admins do what their rights say', () => {
  expect(may(group({ admin: bans }), 'banUsers')).toBe(true)
  expect(may(group({ admin: bans }), 'addAdmins')).toBe(false)
  expect(may(group({ creator: true }), 'addAdmins')).toBe(true)
})

it('offers a new admin what the reader has', () => {
  const offered = offeredRights(group({ admin: { ...bans, pinMessages: true, addAdmins: true } }))
  expect(offered).toMatchObject({ banUsers: true, pinMessages: true, addAdmins: false, changeInfo: false })
  expect(adminRights(group())).not.toContain('manageTopics')
  expect(adminRights(group({ forum: true }))).toContain('manageTopics')
  expect(adminRights(group({ kind: 'channel' }))).toContain('postMessages')
})

it('spares owners, oneself, and admins of others', () => {
  const admin = group({ admin: { ...bans, addAdmins: true } })
  expect(mayRemove(admin, member('member'), me)).toBe(true)
  expect(mayRemove(admin, member('admin'), me)).toBe(false)
  expect(mayRemove(admin, member('admin', { editable: true }), me)).toBe(true)
  expect(mayRemove(admin, member('creator'), me)).toBe(false)
  expect(mayRemove(admin, member('member', { who: me }), me)).toBe(false)
  expect(mayPromote(admin, member('member'), me)).toBe(true)
  expect(mayPromote(admin, member('admin'), me)).toBe(false)
  expect(mayPromote(group(), member('member'), me)).toBe(false)
})

it('knows what basic groups cannot do', () => {
  const basic = group({ basic: true, id: -5, creator: true })
  expect(mayRestrict(basic, member('member'), me)).toBe(false)
  expect(mayRemove(basic, member('member'), me)).toBe(true)
  const plain = group({ basic: true, id: -5 })
  expect(mayRemove(plain, member('member'), me)).toBe(false)
  expect(mayRemove(plain, member('member', { by: me }), me)).toBe(true)
  expect(mayPromote(group({ basic: true, admin: { ...bans, addAdmins: true } }), member('member'), me)).toBe(false)
})

it('forbids sending as a whole when each part of it is', () => {
  let rights = nothingBanned
  for (const right of bannedRights(group())) rights = withBanned(rights, right, true)
  expect(rights.sendMessages).toBe(true)
  expect(withBanned(rights, 'sendPolls', false).sendMessages).toBe(false)
})
