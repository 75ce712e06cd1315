// Who takes part in a feature: Alice on two TDLib clients, Bob and Carol on
// mtcute; and how what one does is waited for at the others.
import assert from 'node:assert/strict'
import { Device, deadline, stepTimeout } from './device.mjs'
import { tell } from './drivers/protocol.mjs'
import { connect, enter, library } from './mtcute.mjs'

export const complaints = [] // what mtcute logged as an error

// Person is somebody on mtcute. It keeps every update, as mtcute tells of it
// (its name, such as "new_message", and its data) and as the server sent it
// ("raw", with the TL object).
export class Person {
  constructor (name, phone) {
    Object.assign(this, { name, phone, updates: [], waiting: new Set() })
  }

  async login () {
    this.lib ??= await library('node')
    const { base, tg } = await connect(this.lib, (level, tag, format, args) => {
      console.error(this.name, tag, level, format, ...args)
      if (level === 1 && this.id) complaints.push(`${this.name}: ${tag} ${format}`) // some handshakes fail by mtcute's own mistake
    })
    Object.assign(this, { base, tg })
    tg.onUpdate.add((u) => this.heard(u))
    tg.onRawUpdate.add((u) => this.heard({ name: 'raw', data: u.update, peers: u.peers }))
    this.me = await deadline(enter(tg, this), `${this.name} logs in`)
    this.id = this.me.id
  }

  heard (u) {
    this.updates.push(u)
    for (const w of this.waiting) w()
  }

  mark () { return this.updates.length }

  // wait returns the data of the first update of that name after mark for which
  // match says yes.
  wait (what, name, match, mark = 0, ms = stepTimeout) {
    return deadline(new Promise((resolve) => {
      let next = mark
      const look = () => {
        while (next < this.updates.length) {
          const u = this.updates[next++]
          if (u.name !== name || !match(u.data)) continue
          this.waiting.delete(look)
          resolve(u.data)
          return
        }
      }
      this.waiting.add(look)
      look()
    }), `${this.name} waits for ${what}`, ms)
  }

  // raw waits for an update of the server.
  raw (kind, match = () => true, mark = 0) {
    return this.wait(kind, 'raw', (u) => u._ === kind && match(u), mark)
  }

  async message (chat, id) {
    const [m] = await this.tg.getMessages(chat, id)
    return m
  }

  close () { return this.tg ? deadline(this.tg.destroy(), `${this.name} closes`) : undefined }
}

const patience = 15_000

// eventually tries again, at each update of who, until f does not throw.
export async function eventually (who, what, f) {
  const end = Date.now() + patience
  for (;;) {
    const mark = who.mark()
    try {
      return await f()
    } catch (e) {
      const left = end - Date.now()
      if (left <= 0) throw e
      await changed(who, mark, Math.min(left, 300))
    }
  }
}

// changed waits for the next update of who, or a while.
function changed (who, mark, ms) {
  if (who.mark() > mark) return
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      who.waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    who.waiting.add(done)
  })
}

// World is a server with these people on it, who know each other.
export class World {
  constructor (numbers) {
    const [a, b, c] = numbers
    Object.assign(this, { numbers, others: [] })
    const code = '22222'
    this.alice = new Device('alice', { phone: a, code, firstName: 'Alice', lastName: 'Ames' })
    this.alice2 = new Device('alice2', { phone: a, code })
    this.bob = Object.assign(new Person('Bob', b), { code })
    this.carol = Object.assign(new Person('Carol', c), { code })
  }

  // devices are Alice's.
  get devices () { return [this.alice, this.alice2] }

  async start () {
    const { alice, alice2, bob, carol } = this
    await Promise.all([alice.login(), bob.login(), carol.login()])
    await alice2.login()
    Object.assign(this, { a: alice.me.id, b: bob.id, c: carol.id })
    for (const [p, name] of [[bob, 'Bob'], [carol, 'Carol']]) {
      const r = await alice.call('importContacts', { contacts: [{ _: 'importedContact', phone_number: p.phone, first_name: name, last_name: '' }] })
      assert.deepEqual(r.user_ids, [p.id])
      await p.tg.importContacts([{ phone: alice.phone, firstName: 'Alice', lastName: 'Ames' }])
    }
    for (const d of this.devices) {
      await d.call('loadContacts').catch(() => d.call('getContacts'))
      for (const id of [this.b, this.c, this.a]) await d.call('createPrivateChat', { user_id: id, force: false })
    }
    await bob.tg.importContacts([{ phone: carol.phone, firstName: 'Carol', lastName: '' }])
    await carol.tg.importContacts([{ phone: bob.phone, firstName: 'Bob', lastName: '' }])
    // Of a chat that is new to it TDLib may tell in another way than by messages.
    for (const p of [bob, carol]) {
      await p.tg.sendText(this.a, `the first of ${p.name}`)
      for (const d of this.devices) await d.receive(`the first of ${p.name}`)
    }
  }

  // aliceSends has Alice send content to Bob, and returns the message as each
  // of her devices and as Bob shows it.
  async aliceSends (content, more = {}) {
    const marks = [this.alice2.mark(), this.bob.mark()]
    const td = await this.send(this.alice, this.b, content, more)
    const { message: td2 } = await this.alice2.wait('the message of the other device', (u) => u._ === 'updateNewMessage' && u.message.id === td.id, marks[0])
    const mt = await this.bob.wait('the message of Alice', 'new_message', (m) => m.chat.id === this.a && !m.isOutgoing && !m.isService, marks[1])
    return { td, td2, mt }
  }

  // send has a device send content to a chat, and returns the message once the
  // server has it.
  async send (device, chat, content, more = {}) {
    const mark = device.mark()
    const sending = await device.call('sendMessage', { chat_id: chat, input_message_content: content, ...more })
    return this.sent(device, sending, mark)
  }

  // sent is a message once the server has it. One that it does not take stays in
  // TDLib's history, to be sent again: it is removed.
  async sent (device, sending, mark) {
    const kinds = ['updateMessageSendSucceeded', 'updateMessageSendFailed']
    const { message, error } = await device.wait('the server to take it', (u) => kinds.includes(u._) && u.old_message_id === sending.id, mark)
    if (!error) return message
    await device.call('deleteMessages', { chat_id: message.chat_id, message_ids: [message.id] })
    throw error
  }

  // bobSends has Bob send with f, and returns the message as he and as each of
  // Alice's devices shows it.
  bobSends (f) { return this.sends(this.bob, f) }

  async sends (who, f) {
    const marks = this.devices.map((d) => d.mark())
    const mt = await f()
    const [td, td2] = await Promise.all(this.devices.map(async (d, i) => {
      const u = await d.wait(`the message of ${who.name}`, (u) => u._ === 'updateNewMessage' && u.message.chat_id === who.id && !u.message.is_outgoing && !service.test(u.message.content._), marks[i])
      return u.message
    }))
    assert.equal(td.id, td2.id, "the same on both of Alice's devices")
    return { mt, td, td2 }
  }

  // message is one of Alice's as she sees it now.
  message (id, chat = this.b, device = this.alice) {
    return device.call('getMessage', { chat_id: chat, message_id: id })
  }

  // later has the runner set the server's clock ahead.
  later (by) {
    tell.later(by)
    return deadline(new Promise((resolve) => { this.isLater = resolve }), `it is ${by} later`)
  }

  close () { return Promise.allSettled([...this.devices, this.bob, this.carol, ...this.others].map((p) => p.close())) }
}

// service is what messages carry that only tell of something.
const service = /^message(ChecklistTasks|PinMessage|ChatSet)/

// refused checks that a call fails as it should: with a part of the library's
// message.
export async function refused (promise, what) {
  await assert.rejects(promise, (e) => {
    const said = `${e.code ?? ''} ${e.message ?? ''} ${e.text ?? ''}`
    assert.ok(said.includes(what), `refused with "${said}" instead of "${what}"`)
    return true
  }, `not refused with ${what}`)
}

export const text = (s, entities = [], more = {}) => ({ _: 'inputMessageText', text: { _: 'formattedText', text: s, entities }, ...more })
export const plain = (s) => ({ _: 'formattedText', text: s, entities: [] })
