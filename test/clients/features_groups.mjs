// Supergroups and channels: Bob, on mtcute, makes them; Alice and Carol come, write
// and are moderated.
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const user = (id) => ({ _: 'messageSenderUser', user_id: id })
const said = (s) => (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === s

// comes waits until each of Alice's devices is in a chat.
const comes = (w, chat) => Promise.all(w.devices.map((d) => eventually(d, 'she is in', async () => {
  const c = await d.call('getChat', { chat_id: chat })
  const s = await d.call('getSupergroup', { supergroup_id: c.type.supergroup_id })
  assert.ok(inside(s.status), s.status._)
  return s
})))
const inside = (s) => ['chatMemberStatusMember', 'chatMemberStatusAdministrator', 'chatMemberStatusCreator'].includes(s._) || s.is_member === true
const supergroup = (chat) => -chat - 1_000_000_000_000

// gone waits until each of Alice's devices is out of a chat.
const gone = (w, chat, kind) => Promise.all(w.devices.map((d) => eventually(d, `she is ${kind}`, async () => {
  const s = await d.call('getSupergroup', { supergroup_id: supergroup(chat) })
  assert.equal(s.status._, kind)
})))

// group has Bob make a supergroup in which all three are.
async function group (w, title, more = {}) {
  const c = await w.bob.tg.createSupergroup({ title, ...more })
  const missing = await w.bob.tg.addChatMembers(c.id, [w.a, w.c], {})
  assert.deepEqual(missing, [])
  await comes(w, c.id)
  await w.carol.raw('updateChannel', (u) => u.channelId === supergroup(c.id))
  return c.id
}

// says has somebody on mtcute write, and returns the message as they and as each
// of Alice's devices shows it.
async function says (w, who, chat, what) {
  const marks = w.devices.map((d) => d.mark())
  const mt = await who.tg.sendText(chat, what)
  const words = mt.text
  const [td, td2] = await Promise.all(w.devices.map(async (d, i) => (await d.wait(`"${words}"`, said(words), marks[i])).message))
  assert.deepEqual(td, td2)
  return { mt, td }
}

// alice has her write, and returns the message as she and as Bob shows it.
async function aliceSays (w, chat, words, more = {}) {
  const marks = [w.alice2.mark(), w.bob.mark()]
  const td = await w.send(w.alice, chat, text(words), more)
  await w.alice2.wait(`"${words}"`, said(words), marks[0])
  const mt = await w.bob.wait(`"${words}"`, 'new_message', (m) => m.chat.id === chat && m.text === words, marks[1])
  return { td, mt }
}

async function talking (w) {
  const { alice, alice2, bob, carol } = w
  const chat = await group(w, 'Friends', { description: 'of ours' })
  for (const d of w.devices) {
    const c = await d.call('getChat', { chat_id: chat })
    assert.deepEqual([c.title, c.type.is_channel], ['Friends', false])
    const full = await d.call('getSupergroupFullInfo', { supergroup_id: supergroup(chat) })
    assert.equal(full.description, 'of ours')
    const all = await d.call('getSupergroupMembers', { supergroup_id: supergroup(chat), filter: { _: 'supergroupMembersFilterRecent' }, offset: 0, limit: 100 })
    assert.deepEqual(all.members.map((m) => m.member_id.user_id).toSorted(), [w.a, w.b, w.c].toSorted())
  }
  const hello = await says(w, bob, chat, 'hello both')
  assert.deepEqual([hello.td.sender_id, hello.td.is_outgoing], [user(w.b), false])
  let mark = bob.mark()
  const back = await aliceSays(w, chat, 'hello Bob', { reply_to: { _: 'inputMessageReplyToMessage', message_id: hello.td.id } })
  assert.equal(back.mt.replyToMessage.id, hello.mt.id)
  assert.ok(back.mt.isMention, 'an answer tells whom it answers')
  assert.deepEqual([back.mt.sender.id, back.mt.id], [w.a, back.td.id >> 20])

  // Edits, deletions; others' only by who may.
  const marks = w.devices.map((d) => d.mark())
  await bob.tg.editMessage({ chatId: chat, message: hello.mt.id, text: 'hello all' })
  for (const [i, d] of w.devices.entries()) await d.wait('the edit', (u) => u._ === 'updateMessageContent' && u.new_content.text.text === 'hello all', marks[i])
  await refused(carol.tg.editMessage({ chatId: chat, message: hello.mt.id, text: 'mine' }), 'MESSAGE_AUTHOR_REQUIRED')
  await assert.rejects(alice.call('deleteMessages', { chat_id: chat, message_ids: [hello.td.id], revoke: true }))
  await refused(carol.tg.deleteMessagesById(chat, [hello.mt.id]), 'MESSAGE_DELETE_FORBIDDEN')
  const his = await says(w, carol, chat, 'noise')
  await bob.tg.deleteMessagesById(chat, [his.mt.id])
  for (const [i, d] of w.devices.entries()) await d.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(his.td.id), marks[i])

  // Mentions, typing, read marks.
  await alice.call('openChat', { chat_id: chat })
  mark = alice.mark()
  await carol.tg.sendTyping(chat, 'typing')
  await alice.wait('typing', (u) => u._ === 'updateChatAction' && u.chat_id === chat && u.sender_id.user_id === w.c && u.action._ === 'chatActionTyping', mark)
  await alice.call('closeChat', { chat_id: chat })
  const named = await says(w, bob, chat, { text: 'you there', entities: [{ _: 'inputMessageEntityMentionName', offset: 0, length: 3, userId: await bob.tg.resolveUser(w.a) }] })
  await eventually(alice2, 'one mention', async () => assert.equal((await alice2.call('getChat', { chat_id: chat })).unread_mention_count, 1))
  mark = bob.mark()
  await alice.call('openChat', { chat_id: chat })
  await alice.call('viewMessages', { chat_id: chat, message_ids: [named.td.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await bob.raw('updateReadChannelOutbox', (u) => u.channelId === supergroup(chat) && u.maxId >= named.mt.id, mark)
  await alice.call('closeChat', { chat_id: chat })
  for (const d of w.devices) {
    await eventually(d, 'nothing unread', async () => {
      const c = await d.call('getChat', { chat_id: chat })
      assert.deepEqual([c.unread_count, c.unread_mention_count], [0, 0])
    })
  }
  const [dialog] = await carol.tg.getPeerDialogs(chat)
  assert.ok(dialog.unreadCount > 0)
  await carol.tg.readHistory(chat)
  assert.equal((await carol.tg.getPeerDialogs(chat))[0].unreadCount, 0)
}

async function members (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Members')
  const ids = (all) => all.map((m) => m.user.id).toSorted()
  assert.deepEqual(ids(await carol.tg.getChatMembers(chat, { type: 'recent' })), [w.a, w.b, w.c].toSorted())
  assert.deepEqual(ids(await bob.tg.getChatMembers(chat, { type: 'all', query: 'car' })), [w.c])
  assert.deepEqual(ids(await carol.tg.getChatMembers(chat, { type: 'admins' })), [w.b])
  const found = await alice.call('searchChatMembers', { chat_id: chat, query: 'bo', limit: 10, filter: null })
  assert.deepEqual(found.members.map((m) => m.member_id.user_id), [w.b])
  const owner = await alice.call('getChatMember', { chat_id: chat, member_id: user(w.b) })
  assert.equal(owner.status._, 'chatMemberStatusCreator')

  // Alice becomes an administrator with a title.
  await bob.tg.editAdminRights({ chatId: chat, userId: w.a, rights: { banUsers: true, inviteUsers: true, pinMessages: true, deleteMessages: true }, rank: 'guard' })
  for (const d of w.devices) {
    await eventually(d, 'her rights', async () => {
      const { status } = await d.call('getSupergroup', { supergroup_id: supergroup(chat) })
      assert.equal(status._, 'chatMemberStatusAdministrator')
      assert.deepEqual([status.rights.can_restrict_members, status.rights.can_promote_members], [true, false])
    })
  }
  const her = await carol.tg.getChatMember({ chatId: chat, userId: w.a })
  assert.deepEqual([her.status, her.title], ['admin', 'guard'])
  await refused(carol.tg.editAdminRights({ chatId: chat, userId: w.a, rights: {} }), 'CHAT_ADMIN_REQUIRED')

  // She restricts Carol, who then may not write; and lets her again.
  const restrict = (status) => alice.call('setChatMemberStatus', { chat_id: chat, member_id: user(w.c), status })
  const none = { _: 'chatPermissions' }
  await restrict({ _: 'chatMemberStatusRestricted', is_member: true, restricted_until_date: 0, permissions: none })
  await refused(carol.tg.sendText(chat, 'may I'), 'CHAT_SEND_PLAIN_FORBIDDEN')
  const limited = await bob.tg.getChatMembers(chat, { type: 'restricted' })
  assert.deepEqual(ids(limited), [w.c])
  await restrict({ _: 'chatMemberStatusMember' })
  await says(w, carol, chat, 'I may')

  // All are restricted by default; those with rights are not.
  await bob.tg.setChatDefaultPermissions(chat, { sendPlain: true })
  await refused(carol.tg.sendText(chat, 'may I'), 'CHAT_SEND_PLAIN_FORBIDDEN')
  await aliceSays(w, chat, 'I may always')
  await bob.tg.setChatDefaultPermissions(chat, {})
  await bob.tg.setSlowMode(chat, 30)
  await says(w, carol, chat, 'once')
  await assert.rejects(carol.tg.sendText(chat, 'twice', { abortSignal: AbortSignal.timeout(1000) }))
  await bob.tg.setSlowMode(chat, 0)

  // She removes Carol, who sees nothing further and cannot come back.
  await restrict({ _: 'chatMemberStatusBanned', banned_until_date: 0 })
  await refused(carol.tg.getHistory(chat), 'CHANNEL_PRIVATE')
  const mark = carol.mark()
  await says(w, bob, chat, 'she is gone')
  assert.deepEqual(ids(await bob.tg.getChatMembers(chat, { type: 'banned' })), [w.c])
  await bob.tg.unbanChatMember({ chatId: chat, participantId: w.c })
  await bob.tg.addChatMembers(chat, w.c, {})
  await carol.tg.getHistory(chat)
  assert.ok(!carol.updates.slice(mark).some((u) => u.name === 'new_message' && u.data.text === 'she is gone'))
  await carol.tg.leaveChat(chat)
  await refused(carol.tg.sendText(chat, 'from outside'), 'CHANNEL_PRIVATE')
}

async function links (w) {
  const { alice, bob, carol } = w
  const c = await bob.tg.createSupergroup({ title: 'Invited' })
  const one = await bob.tg.createInviteLink(c.id, { usageLimit: 1 })
  // Both libraries take a link for one when it is as Telegram's own are.
  const local = (link) => `https://t.me/+${link.link.split('/+')[1]}`
  const info = await alice.call('checkChatInviteLink', { invite_link: local(one) })
  assert.deepEqual([info.title, info.member_count, info.type._], ['Invited', 1, 'inviteLinkChatTypeSupergroup'])
  const joined = await alice.call('joinChatByInviteLink', { invite_link: local(one) })
  assert.equal((joined.chat_id ?? joined.id), c.id)
  await comes(w, c.id)
  await refused(carol.tg.joinChat(local(one)), 'INVITE_HASH_EXPIRED')
  const by = await bob.tg.getInviteLinkMembers(c.id, { link: one.link })
  assert.deepEqual(by.map((m) => m.user.id), [w.a])

  // Who asks is let in by an administrator.
  const ask = await bob.tg.createInviteLink(c.id, { withApproval: true })
  const preview = await carol.tg.getChatPreview(local(ask))
  assert.deepEqual([preview.title, preview.withApproval], ['Invited', true])
  const mark = bob.mark()
  assert.equal((await carol.tg.joinChat(local(ask))).status, 'request_sent')
  await bob.raw('updatePendingJoinRequests', (u) => u.recentRequesters.includes(w.c), mark)
  await bob.tg.hideJoinRequest({ chatId: c.id, user: w.c, action: 'approve' })
  await eventually(carol, 'she is in', () => carol.tg.sendText(c.id, 'thanks'))

  // What is revoked leads nowhere.
  await carol.tg.leaveChat(c.id)
  const main = await bob.tg.exportInviteLink(c.id)
  await bob.tg.revokeInviteLink(c.id, main.link)
  await refused(carol.tg.joinChat(local(main)), 'INVITE_HASH_EXPIRED')
  await refused(carol.tg.getChatPreview(local(main)), 'INVITE_HASH_EXPIRED')
  const kept = await bob.tg.getInviteLinks(c.id, {})
  assert.ok(!kept.some((l) => l.link === main.link))

  // A name leads there too.
  const name = `friends_${supergroup(c.id)}`
  await bob.tg.setChatUsername(c.id, name)
  const there = await alice.call('searchPublicChat', { username: name })
  assert.equal(there.id, c.id)
  await carol.tg.joinChat(name)
  await carol.tg.sendText(c.id, 'by name')
}

async function channel (w) {
  const { alice, bob, carol } = w
  const c = await bob.tg.createChannel({ title: 'News', description: 'all of it' })
  await bob.tg.setChatUsername(c.id, `news_${supergroup(c.id)}`)
  const there = await alice.call('searchPublicChat', { username: `news_${supergroup(c.id)}` })
  await alice.call('joinChat', { chat_id: there.id })
  await comes(w, c.id)
  await carol.tg.joinChat(`news_${supergroup(c.id)}`)
  const post = await says(w, bob, c.id, 'extra, extra')
  assert.deepEqual([post.td.is_channel_post, post.td.sender_id.chat_id, post.td.author_signature], [true, c.id, ''])
  await assert.rejects(w.send(alice, c.id, text('me too')))
  await refused(carol.tg.sendText(c.id, 'me too'), 'CHAT_WRITE_FORBIDDEN')
  await refused(carol.tg.getChatMembers(c.id), 'CHAT_ADMIN_REQUIRED')

  // Views: one for each who looks, and those of what was forwarded.
  await alice.call('openChat', { chat_id: c.id })
  await alice.call('viewMessages', { chat_id: c.id, message_ids: [post.td.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await eventually(alice, 'she is counted', async () => {
    assert.equal((await w.message(post.td.id, c.id)).interaction_info?.view_count, 1)
  })
  await alice.call('closeChat', { chat_id: c.id })
  const [copy] = await carol.tg.forwardMessagesById({ fromChatId: c.id, messages: [post.mt.id], toChatId: w.a })
  assert.equal(copy.forward.sender.id, c.id)
  const [counted] = await bob.tg.getMessages(c.id, post.mt.id)
  assert.ok(counted.views >= 1 && counted.forwards === 1, `${counted.views} views, ${counted.forwards} forwards`)

  // Signed, changed, taken back.
  await bob.tg.call({ _: 'channels.toggleSignatures', channel: await bob.tg.resolveChannel(c.id), signaturesEnabled: true })
  const signed = await says(w, bob, c.id, 'signed')
  assert.equal(signed.td.author_signature, 'Bob')
  await bob.tg.editMessage({ chatId: c.id, message: signed.mt.id, text: 'signed again' })
  await eventually(alice, 'the edit', async () => assert.equal((await w.message(signed.td.id, c.id)).content.text.text, 'signed again'))
  await bob.tg.deleteMessagesById(c.id, [signed.mt.id])
  await eventually(alice, 'the deletion', () => assert.rejects(w.message(signed.td.id, c.id), { code: 404 }))
  await bob.tg.pinMessage({ chatId: c.id, message: post.mt.id })
  await eventually(alice, 'the pin', async () => assert.equal((await alice.call('getChatPinnedMessage', { chat_id: c.id })).id, post.td.id))
  await alice.call('leaveChat', { chat_id: c.id })
  await gone(w, c.id, 'chatMemberStatusLeft')
}

const emoji = (s) => ({ _: 'reactionTypeEmoji', emoji: s })
const shown = (m) => (m.interaction_info?.reactions?.reactions ?? []).map((r) => `${r.type.emoji} ${r.total_count}${r.is_chosen ? ' mine' : ''}`)

async function reactions (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Reacting')
  const his = await says(w, bob, chat, 'who likes it')
  await alice.call('addMessageReaction', { chat_id: chat, message_id: his.td.id, reaction_type: emoji('👍'), is_big: false, update_recent_reactions: true })
  await carol.tg.sendReaction({ chatId: chat, message: his.mt.id, emoji: '👍' })
  for (const d of w.devices) await eventually(d, 'both', async () => assert.deepEqual(shown(await w.message(his.td.id, chat, d)), ['👍 2 mine']))
  const who = await bob.tg.getReactionUsers({ chatId: chat, message: his.mt.id })
  assert.deepEqual(who.map((x) => x.peer.id).toSorted(), [w.a, w.c].toSorted())

  // What others like of hers she is told of, until she has seen it.
  const hers = await aliceSays(w, chat, 'and this')
  await bob.tg.sendReaction({ chatId: chat, message: hers.mt.id, emoji: '🔥' })
  await eventually(w.alice2, 'one unseen', async () => assert.equal((await w.alice2.call('getChat', { chat_id: chat })).unread_reaction_count, 1))
  await alice.call('readAllChatReactions', { chat_id: chat })
  for (const d of w.devices) await eventually(d, 'none unseen', async () => assert.equal((await d.call('getChat', { chat_id: chat })).unread_reaction_count, 0))
  await bob.tg.call({ _: 'messages.setChatAvailableReactions', peer: await bob.tg.resolvePeer(chat), availableReactions: { _: 'chatReactionsSome', reactions: [{ _: 'reactionEmoji', emoticon: '👍' }] } })
  const full = await bob.tg.getFullChat(chat)
  assert.deepEqual(full.full.availableReactions.reactions.map((r) => r.emoticon), ['👍'])
  await refused(carol.tg.sendReaction({ chatId: chat, message: hers.mt.id, emoji: '🔥' }), 'REACTION_INVALID')
  await refused(carol.tg.sendReaction({ chatId: chat, message: hers.mt.id, emoji: 'x' }), 'REACTION_INVALID')

  // In a channel nobody is named.
  const c = await bob.tg.createChannel({ title: 'Liked' })
  await bob.tg.addChatMembers(c.id, [w.a, w.c], {})
  await comes(w, c.id)
  const post = await says(w, bob, c.id, 'a post')
  await carol.tg.sendReaction({ chatId: c.id, message: post.mt.id, emoji: '❤️' })
  for (const d of w.devices) {
    await eventually(d, 'one', async () => {
      const m = await w.message(post.td.id, c.id, d)
      assert.deepEqual([shown(m), m.interaction_info.reactions.reactions[0].recent_sender_ids], [['❤ 1'], []])
    })
  }
  await refused(alice.call('getMessageAddedReactions', { chat_id: c.id, message_id: post.td.id, offset: '', limit: 10 }), '')
}

async function log (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Logged')
  await bob.tg.setChatTitle(chat, 'Well logged')
  await bob.tg.setChatDescription(chat, 'about us')
  await bob.tg.editAdminRights({ chatId: chat, userId: w.a, rights: { banUsers: true, pinMessages: true } })
  const m = await says(w, carol, chat, 'as it was')
  await carol.tg.editMessage({ chatId: chat, message: m.mt.id, text: 'as it is' })
  await eventually(alice, 'her rights', () => alice.call('pinChatMessage', { chat_id: chat, message_id: m.td.id, disable_notification: true, only_for_self: false }))
  await bob.tg.deleteMessagesById(chat, [m.mt.id])
  await alice.call('setChatMemberStatus', { chat_id: chat, member_id: user(w.c), status: { _: 'chatMemberStatusBanned', banned_until_date: 0 } })
  const events = await bob.tg.getChatEventLog(chat)
  const kinds = new Map(events.map((e) => [e.action?.type, e]))
  for (const kind of ['title_changed', 'description_changed', 'user_admin_perms_changed', 'msg_edited', 'msg_pinned', 'msg_deleted', 'user_perms_changed']) {
    assert.ok(kinds.has(kind), `${kind} is in ${[...kinds.keys()]}`)
  }
  const edit = kinds.get('msg_edited').action
  assert.deepEqual([edit.old.text, edit.new.text], ['as it was', 'as it is'])
  const title = kinds.get('title_changed')
  assert.deepEqual([title.actor.id, title.action.old, title.action.new], [w.b, 'Logged', 'Well logged'])
  assert.equal(kinds.get('user_perms_changed').actor.id, w.a)
  const hers = await bob.tg.getChatEventLog(chat, { users: [w.a] })
  assert.ok(hers.length > 0 && hers.every((e) => e.actor.id === w.a))
  const td = await alice.call('getChatEventLog', { chat_id: chat, query: '', from_event_id: 0, limit: 100, filters: null, user_ids: [] })
  assert.equal(td.events.length, events.length)
  await refused(carol.tg.getChatEventLog(chat), '')
}

async function away (w) {
  const { bob, carol } = w
  const chat = await group(w, 'Away')
  await carol.tg.sendText(chat, 'I go')
  await carol.close()
  for (let i = 0; i < 30; i++) await bob.tg.sendText(chat, `while away ${i}`)
  await carol.login()
  for await (const d of carol.tg.iterDialogs()) assert.ok(d) // she keeps nothing between logins
  await eventually(carol, 'what was missed', async () => {
    const texts = (await carol.tg.getHistory(chat, { limit: 100 })).map((m) => m.text)
    assert.equal(texts[0], 'while away 29')
    assert.equal(texts.filter((t) => t.startsWith('while away')).length, 30)
  })
  const mark = carol.mark()
  await bob.tg.sendText(chat, 'welcome back')
  await carol.wait('what comes now', 'new_message', (m) => m.text === 'welcome back', mark)
}

export const features = { 'a supergroup': talking, members, links, 'a channel': channel, reactions, 'the admin log': log, 'having been away': away }
