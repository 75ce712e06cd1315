// Basic groups, which everybody has a copy of, and what becomes of them.
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const user = (id) => ({ _: 'messageSenderUser', user_id: id })
const said = (s) => (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === s
const basic = (d, chat) => d.call('getBasicGroup', { basic_group_id: -chat })
const members = async (d, chat) => (await d.call('getBasicGroupFullInfo', { basic_group_id: -chat })).members.map((m) => m.member_id.user_id).toSorted()

// comes waits until each of Alice's devices is in a group.
const comes = (w, chat) => Promise.all(w.devices.map((d) => eventually(d, 'she is in', async () => {
  assert.equal((await d.call('getChat', { chat_id: chat })).type._, 'chatTypeBasicGroup')
  assert.equal((await basic(d, chat)).status._, 'chatMemberStatusMember')
})))

async function group (w, title) {
  const { chat, missing } = await w.bob.tg.createGroup({ title, users: [w.a, w.c] })
  assert.deepEqual(missing, [])
  await comes(w, chat.id)
  return chat.id
}

// says has somebody on mtcute write, and returns the message as they and as each
// of Alice's devices shows it.
async function says (w, who, chat, words) {
  const marks = w.devices.map((d) => d.mark())
  const mt = await who.tg.sendText(chat, words)
  const [td] = await Promise.all(w.devices.map(async (d, i) => (await d.wait(`"${words}"`, said(words), marks[i])).message))
  return { mt, td }
}

async function talking (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Trio')
  for (const d of w.devices) await eventually(d, 'all three', async () => assert.deepEqual(await members(d, chat), [w.a, w.b, w.c].toSorted()))
  const hello = await says(w, bob, chat, 'hello both')
  assert.deepEqual([hello.td.sender_id, hello.td.is_outgoing], [user(w.b), false])
  const mark = bob.mark()
  const back = await w.send(alice, chat, text('hello Bob'), { reply_to: { _: 'inputMessageReplyToMessage', message_id: hello.td.id } })
  const his = await bob.wait('her answer', 'new_message', (m) => m.chat.id === chat && m.text === 'hello Bob', mark)
  assert.equal(his.replyToMessage.id, hello.mt.id, 'the answer names the message by its id in his box')
  const hers = await carol.wait('her answer', 'new_message', (m) => m.chat.id === chat && m.text === 'hello Bob')
  assert.equal((await carol.message(chat, hers.replyToMessage.id)).text, 'hello both')

  const marks = w.devices.map((d) => d.mark())
  await bob.tg.editMessage({ chatId: chat, message: hello.mt.id, text: 'hello all' })
  for (const [i, d] of w.devices.entries()) await d.wait('the edit', (u) => u._ === 'updateMessageContent' && u.new_content.text.text === 'hello all', marks[i])
  await bob.tg.sendReaction({ chatId: chat, message: his.id, emoji: '👍' })
  for (const d of w.devices) {
    await eventually(d, 'his reaction', async () => assert.equal((await w.message(back.id, chat, d)).interaction_info?.reactions?.reactions[0]?.type.emoji, '👍'))
  }
  await bob.tg.pinMessage({ chatId: chat, message: hello.mt.id })
  for (const d of w.devices) await eventually(d, 'the pin', async () => assert.equal((await d.call('getChatPinnedMessage', { chat_id: chat })).id, hello.td.id))
  await bob.tg.deleteMessagesById(chat, [hello.mt.id], { revoke: true })
  for (const [i, d] of w.devices.entries()) await d.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(hello.td.id), marks[i])

  // Read by one, seen by who wrote.
  const from = alice.mark()
  const asked = await w.send(alice, chat, text('who reads this'))
  await carol.wait('what she reads', 'new_message', (m) => m.text === 'who reads this')
  await carol.tg.readHistory(chat)
  await alice.wait('the second check', (u) => u._ === 'updateChatReadOutbox' && u.chat_id === chat && u.last_read_outbox_message_id >= asked.id, from)
}

async function changing (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Changing')
  await bob.tg.setChatTitle(chat, 'Changed')
  for (const d of w.devices) await d.wait('the title', (u) => u._ === 'updateChatTitle' && u.chat_id === chat && u.title === 'Changed')
  await bob.tg.setChatDescription(chat, 'about us')
  await eventually(alice, 'the description', async () => assert.equal((await alice.call('getBasicGroupFullInfo', { basic_group_id: -chat })).description, 'about us'))

  // Carol goes, and is brought back; then she is removed.
  await carol.tg.leaveChat(chat)
  for (const d of w.devices) await eventually(d, 'she is gone', async () => assert.deepEqual(await members(d, chat), [w.a, w.b].toSorted()))
  await refused(carol.tg.sendText(chat, 'from outside'), '')
  await alice.call('addChatMember', { chat_id: chat, user_id: w.c, forward_limit: 10 })
  await eventually(carol, 'she is back', () => carol.tg.sendText(chat, 'back'))
  await assert.rejects(alice.call('setChatMemberStatus', { chat_id: chat, member_id: user(w.b), status: { _: 'chatMemberStatusLeft' } }))
  await bob.tg.kickChatMember({ chatId: chat, userId: w.c })
  await says(w, bob, chat, 'she is gone')
  const mark = carol.mark()
  for (const d of w.devices) await eventually(d, 'she is gone', async () => assert.deepEqual(await members(d, chat), [w.a, w.b].toSorted()))
  assert.ok(!carol.updates.slice(mark).some((u) => u.name === 'new_message' && u.data.text === 'she is gone'))

  // Nobody but admins may pin, after that.
  await bob.tg.setChatDefaultPermissions(chat, { pinMessages: true })
  const m = await says(w, bob, chat, 'pin this')
  await eventually(alice, 'what she may not', async () => assert.equal((await alice.call('getChat', { chat_id: chat })).permissions.can_pin_messages, false))
  await assert.rejects(alice.call('pinChatMessage', { chat_id: chat, message_id: m.td.id, disable_notification: true, only_for_self: false }))
  await alice.call('leaveChat', { chat_id: chat })
  for (const d of w.devices) await eventually(d, 'she has left', async () => assert.equal((await basic(d, chat)).status._, 'chatMemberStatusLeft'))
}

async function migrating (w) {
  const { alice, bob, carol } = w
  const mine = await alice.call('createNewBasicGroupChat', { user_ids: [w.b, w.c], title: 'Growing', message_auto_delete_time: 0 })
  const chat = mine.chat_id
  const first = await w.send(alice, chat, text('before'))
  await bob.wait('it', 'new_message', (m) => m.chat.id === chat && m.text === 'before')
  const grown = await alice.call('upgradeBasicGroupChatToSupergroupChat', { chat_id: chat })
  assert.equal(grown.type._, 'chatTypeSupergroup')
  for (const d of w.devices) {
    await eventually(d, 'where it went', async () => {
      const g = await basic(d, chat)
      assert.deepEqual([g.is_active, g.upgraded_to_supergroup_id], [false, grown.type.supergroup_id])
      const full = await d.call('getSupergroupFullInfo', { supergroup_id: grown.type.supergroup_id })
      assert.equal(full.upgraded_from_basic_group_id, -chat)
    })
  }
  assert.ok((await alice.history(chat)).some((m) => m.id === first.id), 'what was said is still there')
  for (const p of [bob, carol]) await p.raw('updateChannel', (u) => u.channelId === grown.type.supergroup_id)
  const mark = alice.mark()
  await bob.tg.sendText(grown.id, 'after')
  await alice.wait('it', (u) => u._ === 'updateNewMessage' && u.message.chat_id === grown.id && u.message.content.text?.text === 'after', mark)
  await refused(carol.tg.sendText(chat, 'too late'), '')
  assert.equal((await carol.tg.getHistory(chat, { limit: 10 })).some((m) => m.text === 'before'), true)
}

export const features = { 'a basic group': talking, 'its members': changing, 'becoming a supergroup': migrating }
