// Two people on three TDLib clients: the main job, tried by a client that we
// did not write. The runner (clients_test.go) starts the server and this; it
// restarts the server when a line says "RESTART" and answers with a line.
//
// env: TDJSON, the patched libtdjson.so; WORK, a directory for databases and logs
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import tdl from 'tdl'

const { TDJSON, WORK } = process.env
const stepTimeout = 45_000

tdl.configure({ tdjson: TDJSON, verbosityLevel: 1 })
tdl.execute({ _: 'setLogStream', log_stream: { _: 'logStreamFile', path: join(WORK, 'tdlib.log'), max_file_size: 100 << 20, redirect_stderr: false } })
tdl.execute({ _: 'setLogVerbosityLevel', new_verbosity_level: 3 })

// deadline fails instead of waiting for ever.
function deadline (promise, what, ms = stepTimeout) {
  let timer
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came in ${ms / 1000} s: ${what}`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// Device is one TDLib client. It keeps every update, and wait() looks at those
// that came already before it waits for more.
class Device {
  constructor (label, { phone, code, firstName = 'No', lastName = 'Body', pfs = false }) {
    Object.assign(this, { label, phone, code, firstName, lastName, pfs })
    this.updates = []
    this.waiting = new Set()
    this.client = tdl.createClient({
      apiId: 1,
      apiHash: '0123456789abcdef0123456789abcdef',
      databaseDirectory: join(WORK, label, 'db'),
      filesDirectory: join(WORK, label, 'files'),
      tdlibParameters: { device_model: label },
    })
    this.client.on('error', (e) => console.log(`${label}: error ${e?.message ?? e}`))
    this.client.on('update', (u) => {
      this.updates.push(u)
      for (const w of this.waiting) w()
    })
  }

  call (_, params = {}) {
    return deadline(this.client.invoke({ _, ...params }), `${this.label} ${_}`)
  }

  // wait returns the first update after mark for which match says yes.
  wait (what, match, mark = 0, ms = stepTimeout) {
    return deadline(new Promise((resolve, reject) => {
      let next = mark
      const look = () => {
        while (next < this.updates.length) {
          const u = this.updates[next++]
          try {
            if (!match(u)) continue
          } catch (e) {
            this.waiting.delete(look)
            reject(e)
            return
          }
          this.waiting.delete(look)
          resolve(u)
          return
        }
      }
      this.waiting.add(look)
      look()
    }), `${this.label} waits for ${what}`, ms)
  }

  // mark is a position in the updates, for wait.
  mark () { return this.updates.length }

  async login () {
    if (this.pfs) await this.call('setOption', { name: 'use_pfs', value: { _: 'optionValueBoolean', value: true } })
    let signedUp = false
    await deadline(this.client.login({
      type: 'user',
      getPhoneNumber: async () => this.phone,
      getAuthCode: async () => this.code,
      getName: async () => {
        signedUp = true
        return { firstName: this.firstName, lastName: this.lastName }
      },
    }), `${this.label} logs in`)
    this.me = await this.call('getMe')
    return signedUp
  }

  async importContact (other) {
    const r = await this.call('importContacts', {
      contacts: [{ _: 'importedContact', phone_number: other.phone, first_name: other.firstName, last_name: other.lastName }],
    })
    assert.deepEqual(r.user_ids, [other.me.id], `${this.label} imports ${other.label}`)
    return this.call('createPrivateChat', { user_id: other.me.id, force: false })
  }

  // send returns the message once the server has it.
  async send (chat, text, more = {}) {
    const mark = this.mark()
    const sending = await this.call('sendMessage', { chat_id: chat, input_message_content: content(text), ...more })
    const done = await this.wait(`the server to take "${text}"`, (u) => {
      if (u._ === 'updateMessageSendFailed' && u.old_message_id === sending.id) throw new Error(`${this.label}: "${text}" failed: ${u.error?.message}`)
      return u._ === 'updateMessageSendSucceeded' && u.old_message_id === sending.id
    }, mark)
    return done.message
  }

  // receive waits for a text.
  async receive (text, mark = 0) {
    const u = await this.wait(`"${text}"`, (u) => u._ === 'updateNewMessage' && textOf(u.message.content) === text, mark)
    return u.message
  }

  // history is every message of a chat, newest first.
  async history (chat) {
    const all = []
    for (let from = 0; ;) {
      const page = await this.call('getChatHistory', { chat_id: chat, from_message_id: from, offset: 0, limit: 100, only_local: false })
      if (page.messages.length === 0) return all
      all.push(...page.messages)
      from = page.messages.at(-1).id
    }
  }

  // chats is the main list, in order.
  async chats () {
    for (;;) {
      try {
        await this.call('loadChats', { chat_list: { _: 'chatListMain' }, limit: 100 })
      } catch (e) {
        if (e.code === 404) break // all are there
        throw e
      }
    }
    const { chat_ids: ids } = await this.call('getChats', { chat_list: { _: 'chatListMain' }, limit: 100 })
    return Promise.all(ids.map((id) => this.call('getChat', { chat_id: id })))
  }

  close () { return deadline(this.client.close(), `${this.label} closes`) }
}

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

const content = (text) => ({ _: 'inputMessageText', text: { _: 'formattedText', text, entities: [] } })
const textOf = (c) => c._ === 'messageText' ? c.text.text : undefined

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

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function restartServer () {
  console.log('RESTART')
  await deadline(lines.next(), 'the runner restarts the server')
}

async function step (what, f) {
  const start = Date.now()
  await f()
  console.log(`STEP ${what} (${Date.now() - start} ms)`)
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
