// Two people on three TDLib clients: the main job, tried by a client that we
// did not write. The runner (clients_test.go) starts the server and this; it
// restarts the server when a line says "RESTART" and answers with a line.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { Device, content, deadline, lines, step, stepTimeout, textOf } from './device.mjs'

// agree waits until two devices of one person show the same dialogs: updates
// such as the notice of a new login may still be under way. Returns them.
async function agree (a, b) {
  const end = Date.now() + stepTimeout
  for (;;) {
    const marks = [a.mark(), b.mark()]
    const [as, bs] = [await a.chats(), await b.chats()]
    if (isDeepStrictEqual(summary(as, a.me.id), summary(bs, b.me.id))) return as
    const left = end - Date.now()
    const more = [a, b].map((d, i) => d.wait('anything', () => true, marks[i], left))
    await Promise.any(more).catch(() => {
      assert.deepEqual(summary(bs, b.me.id), summary(as, a.me.id), 'the same dialogs, order, ids and unread counts')
    })
  }
}

// What two devices of one person must agree on. TDLib keeps no read marks of
// Saved Messages: what is there counts as read.
const summary = (chats, me) => chats.map((c) => ({
  id: c.id,
  title: c.title,
  last: c.last_message?.id,
  unread: c.unread_count,
  readInbox: c.id === me ? 'all' : c.last_read_inbox_message_id,
  readOutbox: c.id === me ? 'all' : c.last_read_outbox_message_id,
  pinned: c.positions.some((p) => p.list._ === 'chatListMain' && p.is_pinned),
}))
const essence = (messages) => messages.map((m) => ({
  id: m.id, out: m.is_outgoing, date: m.date, edited: m.edit_date, text: textOf(m.content), reply: m.reply_to?.message_id,
}))

async function restartServer () {
  console.log('RESTART')
  await deadline(lines.next(), 'the runner restarts the server')
}

const alice = new Device('alice', { phone: '9996611001', code: '11111', firstName: 'Alice', lastName: 'Ames' })
const bob = new Device('bob', { phone: '9996622002', code: '22222', firstName: 'Bob', lastName: 'Burr', pfs: true })
const devices = [alice, bob]
let toBob, toAlice, first, second, third

async function signUp () {
  assert.equal(await alice.login(), true, 'alice is new')
  assert.equal(await bob.login(), true, 'bob is new')
  assert.equal(alice.me.first_name, 'Alice')
  assert.equal(bob.me.phone_number, bob.phone)
}

async function meet () {
  toBob = (await alice.importContact(bob)).id
  toAlice = (await bob.importContact(alice)).id
  const bobSeen = await alice.call('getUser', { user_id: bob.me.id })
  assert.equal(bobSeen.is_contact && bobSeen.is_mutual_contact, true, 'the contact is mutual')
}

async function talk () {
  first = await alice.send(toBob, 'Hello Bob')
  const got = await bob.receive('Hello Bob')
  assert.equal(got.is_outgoing, false)
  assert.equal(got.chat_id, toAlice)
  await bob.send(toAlice, 'Hello Alice', { reply_to: { _: 'inputMessageReplyToMessage', message_id: got.id } })
  const reply = await alice.receive('Hello Alice')
  assert.equal(reply.reply_to?.message_id, first.id, 'the reply names the message by its id in her box')
  second = await alice.send(toBob, 'Second')
  third = await alice.send(toBob, 'Third')
  await bob.receive('Third')
}

async function read () {
  const counted = await bob.call('getChat', { chat_id: toAlice })
  assert.ok(counted.unread_count >= 2, `bob has ${counted.unread_count} unread`)
  await bob.call('openChat', { chat_id: toAlice })
  const mark = alice.mark()
  await bob.call('viewMessages', { chat_id: toAlice, message_ids: [counted.last_message.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await bob.wait('no unread', (u) => u._ === 'updateChatReadInbox' && u.chat_id === toAlice && u.unread_count === 0)
  await alice.wait('the second check', (u) => u._ === 'updateChatReadOutbox' && u.chat_id === toBob && u.last_read_outbox_message_id >= third.id, mark)
  await bob.call('closeChat', { chat_id: toAlice })
}

async function edit () {
  const mark = bob.mark()
  await alice.call('editMessageText', { chat_id: toBob, message_id: second.id, input_message_content: content('Second, corrected') })
  await bob.wait('the corrected text', (u) => u._ === 'updateMessageContent' && textOf(u.new_content) === 'Second, corrected', mark)
  await bob.wait('the date of the edit', (u) => u._ === 'updateMessageEdited' && u.edit_date > 0, mark)
}

async function deleteForBoth () {
  const inBobs = (await bob.history(toAlice)).find((m) => textOf(m.content) === 'Third')
  const mark = bob.mark()
  await alice.call('deleteMessages', { chat_id: toBob, message_ids: [third.id], revoke: true })
  await bob.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(inBobs.id), mark)
  for (const [d, chat] of [[alice, toBob], [bob, toAlice]]) {
    assert.ok(!(await d.history(chat)).some((m) => textOf(m.content) === 'Third'), `${d.label} still has it`)
  }
}

async function typing () {
  await bob.call('openChat', { chat_id: toAlice }) // TDLib tells of typing in open chats only
  const mark = bob.mark()
  await alice.call('sendChatAction', { chat_id: toBob, action: { _: 'chatActionTyping' } })
  await bob.wait('typing', (u) => u._ === 'updateChatAction' && u.chat_id === toAlice && u.action._ === 'chatActionTyping', mark)
}

async function survive () {
  const marks = new Map(devices.map((d) => [d, d.mark()]))
  await restartServer()
  // Whoever notices the loss of the connection late sends into the new server.
  await alice.send(toBob, 'After the crash')
  await bob.receive('After the crash', marks.get(bob))
  await bob.send(toAlice, 'Still here')
  await alice.receive('Still here', marks.get(alice))
  assert.deepEqual((await alice.history(toBob)).map((m) => textOf(m.content)).slice(0, 4),
    ['Still here', 'After the crash', 'Second, corrected', 'Hello Alice'], 'nothing lost, doubled or moved')
}

async function thirdDevice () {
  await bob.send(toAlice, 'Unread one')
  await bob.send(toAlice, 'Unread two')
  await alice.receive('Unread two')
  await alice.chats() // TDLib pins in a list that it has loaded
  await alice.call('toggleChatIsPinned', { chat_list: { _: 'chatListMain' }, chat_id: toBob, is_pinned: true })
  const saved = await alice.call('createPrivateChat', { user_id: alice.me.id, force: false })
  await alice.send(saved.id, 'A note to myself')
  // The login writes two notices to her. Of a chat that is new to it TDLib asks
  // for the unread count, and when that answer and the second notice come in
  // one packet it counts the notice twice: so the chat is there before.
  await alice.call('createPrivateChat', { user_id: 777000, force: true })
  const tablet = new Device('tablet', { phone: alice.phone, code: alice.code })
  devices.push(tablet)
  assert.equal(await tablet.login(), false, 'the account exists')
  assert.equal(tablet.me.id, alice.me.id)
  const hers = await agree(alice, tablet)
  assert.ok(hers.length >= 2, 'Bob and Saved Messages are there')
  for (const c of hers) {
    assert.deepEqual(essence(await tablet.history(c.id)), essence(await alice.history(c.id)), `the same messages in ${c.title}`)
  }
  const mark = tablet.mark()
  await alice.send(toBob, 'Seen on both')
  const echo = await tablet.receive('Seen on both', mark)
  assert.equal(echo.is_outgoing, true, 'what one device sends the other shows as sent')
}

async function away () {
  const db = devices.pop() // the tablet goes away with its database
  await db.close()
  for (let i = 0; i < 20; i++) await bob.send(toAlice, `While away ${i}`)
  const back = new Device('tablet', { phone: alice.phone, code: alice.code })
  devices.push(back)
  assert.equal(await back.login(), false)
  await back.wait('the last of them', (u) => (u._ === 'updateNewMessage' && textOf(u.message.content) === 'While away 19') ||
    (u._ === 'updateChatLastMessage' && u.last_message && textOf(u.last_message.content) === 'While away 19'))
  assert.deepEqual(essence(await back.history(toBob)), essence(await alice.history(toBob)), 'the same history')
}

async function endSession () {
  const { sessions } = await alice.call('getActiveSessions')
  assert.ok(sessions.length >= 2, `${sessions.length} sessions`)
  assert.ok(sessions.some((s) => s.device_model === 'tablet') && sessions.some((s) => s.is_current && s.device_model === 'alice'))
  const tablet = devices.pop()
  await tablet.call('logOut')
  await tablet.wait('the end', (u) => u._ === 'updateAuthorizationState' && u.authorization_state._ === 'authorizationStateClosed')
  const { sessions: left } = await alice.call('getActiveSessions')
  assert.ok(!left.some((s) => s.device_model === 'tablet'), 'the tablet is gone from the list')
}

try {
  await step('sign up', signUp)
  await step('import contacts', meet)
  await step('messages both ways', talk)
  await step('read', read)
  await step('edit', edit)
  await step('delete for both', deleteForBoth)
  await step('typing', typing)
  await step('kill -9 and go on', survive)
  await step('a third device', thirdDevice)
  await step('a device that was away', away)
  await step('sessions', endSession)
  console.log('OK tdlib')
} catch (e) {
  console.log('FAIL', e)
  process.exitCode = 1
}
await Promise.allSettled(devices.map((d) => d.close()))
process.exit()
