// A supergroup and a channel as TDLib sees them: made, joined, written in,
// moderated and left by three people. The runner (clients_test.go) starts the
// server and this.
import assert from 'node:assert/strict'
import { Device, content, step, textOf } from './device.mjs'

const alice = new Device('alice', { phone: '9996611041', code: '11111', firstName: 'Alice', lastName: 'Ames' })
const bob = new Device('bob', { phone: '9996622042', code: '22222', firstName: 'Bob', lastName: 'Burr', pfs: true })
const carol = new Device('carol', { phone: '9996611043', code: '11111', firstName: 'Carol', lastName: 'Cole' })
let group, news

const isMember = (s) => ['chatMemberStatusMember', 'chatMemberStatusCreator', 'chatMemberStatusAdministrator'].includes(s._) ||
  s._ === 'chatMemberStatusRestricted' && s.is_member

// entered waits until a device knows that it is in a chat.
async function entered (device, chat) {
  await device.wait('the chat', (u) => u._ === 'updateNewChat' && u.chat.id === chat)
  const id = (await device.call('getChat', { chat_id: chat })).type.supergroup_id
  assert.ok(isMember((await device.call('getSupergroup', { supergroup_id: id })).status), `${device.label} is in`)
  return id
}

async function meet () {
  await Promise.all([alice.login(), bob.login(), carol.login()])
  for (const other of [bob, carol]) await alice.importContact(other)
}

async function make () {
  group = await alice.call('createNewSupergroupChat', { title: 'Friends', is_forum: false, is_channel: false, description: 'of ours', message_auto_delete_time: 0, for_import: false })
  assert.equal(group.title, 'Friends')
  const failed = await alice.call('addChatMembers', { chat_id: group.id, user_ids: [bob.me.id, carol.me.id] })
  assert.equal(failed.failed_to_add_members.length, 0)
  for (const d of [bob, carol]) await entered(d, group.id)
}

async function write () {
  const sent = await bob.send(group.id, 'hello friends')
  const got = await alice.receive('hello friends')
  await carol.receive('hello friends')
  assert.equal(got.sender_id.user_id, bob.me.id)
  assert.ok(!got.is_outgoing && sent.is_outgoing)
  await alice.send(group.id, 'hello bob', { reply_to: { _: 'inputMessageReplyToMessage', message_id: got.id } })
  const answer = await bob.receive('hello bob')
  assert.equal(answer.reply_to.message_id, sent.id)
  assert.ok(answer.contains_unread_mention, 'who is answered is told')
}

async function change () {
  const mine = await bob.send(group.id, 'with a mistak')
  const mark = carol.mark()
  await bob.call('editMessageText', { chat_id: group.id, message_id: mine.id, input_message_content: content('without a mistake') })
  await carol.wait('the edit', (u) => u._ === 'updateMessageContent' && textOf(u.new_content) === 'without a mistake', mark)
  await assert.rejects(carol.call('deleteMessages', { chat_id: group.id, message_ids: [mine.id], revoke: true }))
  await alice.call('deleteMessages', { chat_id: group.id, message_ids: [mine.id], revoke: true })
  await carol.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(mine.id), mark)
  const title = bob.mark()
  await alice.call('setChatTitle', { chat_id: group.id, title: 'Good friends' })
  await bob.wait('the title', (u) => u._ === 'updateChatTitle' && u.title === 'Good friends', title)
  await alice.call('setChatDescription', { chat_id: group.id, description: 'of all of us' })
  const full = await bob.call('getSupergroupFullInfo', { supergroup_id: group.type.supergroup_id })
  assert.equal(full.member_count, 3)
}

async function read () {
  const mark = alice.mark()
  const sent = await alice.send(group.id, 'read me')
  const got = await carol.receive('read me')
  await carol.call('openChat', { chat_id: group.id })
  await carol.call('viewMessages', { chat_id: group.id, message_ids: [got.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await alice.wait('the second check', (u) => u._ === 'updateChatReadOutbox' && u.chat_id === group.id && u.last_read_outbox_message_id >= sent.id, mark)
  await carol.call('closeChat', { chat_id: group.id })
}

async function pin () {
  const m = await alice.send(group.id, 'the rules')
  const mark = bob.mark()
  await alice.call('pinChatMessage', { chat_id: group.id, message_id: m.id, disable_notification: false, only_for_self: false })
  await bob.wait('the pin', (u) => u._ === 'updateMessageIsPinned' && u.message_id === m.id && u.is_pinned, mark)
  assert.equal((await carol.call('getChatPinnedMessage', { chat_id: group.id })).id, m.id)
}

async function members () {
  const all = await carol.call('getSupergroupMembers', { supergroup_id: group.type.supergroup_id, filter: { _: 'supergroupMembersFilterRecent' }, offset: 0, limit: 100 })
  assert.deepEqual(new Set(all.members.map((m) => m.member_id.user_id)), new Set([alice.me.id, bob.me.id, carol.me.id]))
  const found = await alice.call('searchChatMembers', { chat_id: group.id, query: 'bo', limit: 10, filter: null })
  assert.deepEqual(found.members.map((m) => m.member_id.user_id), [bob.me.id])
}

async function moderate () {
  const rights = { can_manage_chat: true, can_change_info: true, can_delete_messages: true, can_invite_users: true, can_restrict_members: true, can_pin_messages: true }
  const mark = bob.mark()
  await alice.call('setChatMemberStatus', {
    chat_id: group.id, member_id: { _: 'messageSenderUser', user_id: bob.me.id },
    status: { _: 'chatMemberStatusAdministrator', custom_title: 'guard', can_be_edited: true, rights: { _: 'chatAdministratorRights', ...rights } },
  })
  await bob.wait('the rights', (u) => u._ === 'updateSupergroup' && u.supergroup.status._ === 'chatMemberStatusAdministrator', mark)
  await bob.call('setChatMemberStatus', {
    chat_id: group.id, member_id: { _: 'messageSenderUser', user_id: carol.me.id }, status: { _: 'chatMemberStatusBanned', banned_until_date: 0 },
  })
  await carol.wait('that it is over', (u) => u._ === 'updateSupergroup' && u.supergroup.status._ === 'chatMemberStatusBanned')
  const told = carol.mark()
  await alice.send(group.id, 'carol is gone')
  await bob.receive('carol is gone')
  assert.ok(!carol.updates.slice(told).some((u) => u._ === 'updateNewMessage' && textOf(u.message.content) === 'carol is gone'))
  const log = await alice.call('getChatEventLog', { chat_id: group.id, query: '', from_event_id: 0, limit: 50, filters: null, user_ids: [] })
  const kinds = log.events.map((e) => e.action._)
  for (const kind of ['chatEventMemberRestricted', 'chatEventMemberPromoted', 'chatEventTitleChanged', 'chatEventMessageDeleted', 'chatEventMemberInvited']) {
    assert.ok(kinds.includes(kind), `${kind} is in the log: ${kinds}`)
  }
}

async function broadcast () {
  news = await alice.call('createNewSupergroupChat', { title: 'News', is_forum: false, is_channel: true, description: '', message_auto_delete_time: 0, for_import: false })
  await alice.call('addChatMembers', { chat_id: news.id, user_ids: [bob.me.id] })
  await entered(bob, news.id)
  await alice.send(news.id, 'extra, extra')
  const got = await bob.receive('extra, extra')
  assert.ok(got.is_channel_post)
  assert.equal(got.sender_id.chat_id, news.id)
  await assert.rejects(bob.send(news.id, 'me too'))
}

async function leave () {
  const mark = bob.mark()
  await bob.call('leaveChat', { chat_id: group.id })
  await bob.wait('that it is over', (u) => u._ === 'updateSupergroup' && u.supergroup.id === group.type.supergroup_id && u.supergroup.status._ === 'chatMemberStatusLeft', mark)
  const titles = (await alice.chats()).map((c) => c.title)
  assert.ok(titles.includes('Good friends') && titles.includes('News'), `${titles}`)
}

try {
  await step('meet', meet)
  await step('make a group', make)
  await step('write and answer', write)
  await step('edit, delete, rename', change)
  await step('read', read)
  await step('pin', pin)
  await step('members', members)
  await step('moderate', moderate)
  await step('a channel', broadcast)
  await step('leave', leave)
  console.log('OK groups')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await Promise.all([alice.close(), bob.close(), carol.close()])
process.exit()
