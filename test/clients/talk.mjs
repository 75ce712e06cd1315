// A TDLib client that talks to a client of another kind, which the runner
// (clients_test.go) plays with gotd: each step here answers one there.
//
// env: PEER, the number of the other one
import assert from 'node:assert/strict'
import { Device, content, lines, deadline, step, textOf } from './device.mjs'

const me = new Device('tdlib', { phone: '9996611003', code: '11111', firstName: 'Tina', lastName: 'Tdlib' })
let chat

async function meet () {
  await me.login()
  console.log('READY')
  await deadline(lines.next(), 'the other one signs up')
  const r = await me.call('importContacts', { contacts: [{ _: 'importedContact', phone_number: process.env.PEER, first_name: 'Gus', last_name: 'Gotd' }] })
  assert.notEqual(r.user_ids[0], 0, 'the number is known')
  chat = (await me.call('createPrivateChat', { user_id: r.user_ids[0], force: false })).id
  console.log('MET')
}

async function bothWays () {
  const got = await me.receive('hello from gotd')
  assert.equal(got.chat_id, chat)
  await me.call('openChat', { chat_id: chat })
  await me.call('viewMessages', { chat_id: chat, message_ids: [got.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  const mark = me.mark()
  const sent = await me.send(chat, 'hello from tdlib')
  await me.wait('the second check', (u) => u._ === 'updateChatReadOutbox' && u.chat_id === chat && u.last_read_outbox_message_id >= sent.id, mark)
}

async function edits () {
  await me.wait('the edit', (u) => u._ === 'updateMessageContent' && textOf(u.new_content) === 'hello from gotd, edited')
  const sent = await me.send(chat, 'I see')
  await me.call('editMessageText', { chat_id: chat, message_id: sent.id, input_message_content: content('I see the edit') })
}

async function deletions () {
  const mine = await me.receive('delete me')
  await me.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(mine.id))
  const sent = await me.send(chat, 'mine goes too')
  await me.call('deleteMessages', { chat_id: chat, message_ids: [sent.id], revoke: true })
  assert.deepEqual((await me.history(chat)).map((m) => textOf(m.content)), ['I see the edit', 'hello from tdlib', 'hello from gotd, edited'])
}

try {
  await step('meet gotd', meet)
  await step('both ways, read', bothWays)
  await step('edits', edits)
  await step('deletions for both', deletions)
  console.log('OK talk')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await me.close()
process.exit()
