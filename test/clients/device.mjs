// One TDLib client, and what scenarios with it share.
//
// env: TDJSON, the patched libtdjson.so; WORK, a directory for databases and
// logs; TDLOG, the log's name if it is not tdlib.log
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import tdl from 'tdl'

const { TDJSON, WORK, TDLOG = 'tdlib.log' } = process.env
export const stepTimeout = 45_000

tdl.configure({ tdjson: TDJSON, verbosityLevel: 1 })
tdl.execute({ _: 'setLogStream', log_stream: { _: 'logStreamFile', path: join(WORK, TDLOG), max_file_size: 100 << 20, redirect_stderr: false } })
tdl.execute({ _: 'setLogVerbosityLevel', new_verbosity_level: 3 })

// deadline fails instead of waiting for ever.
export function deadline (promise, what, ms = stepTimeout) {
  let timer
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came in ${ms / 1000} s: ${what}`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// Device is one TDLib client. It keeps every update, and wait() looks at those
// that came already before it waits for more.
export class Device {
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

  // receive waits for a text: TDLib tells of it as new or, when the history of a
  // chat that is new to it was faster than the update, as the chat's last.
  async receive (text, mark = 0) {
    const told = (u) => u._ === 'updateNewMessage' ? u.message : u._ === 'updateChatLastMessage' ? u.last_message : undefined
    const u = await this.wait(`"${text}"`, (u) => told(u) && textOf(told(u).content) === text, mark)
    return told(u)
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

export const content = (text) => ({ _: 'inputMessageText', text: { _: 'formattedText', text, entities: [] } })
export const textOf = (c) => c._ === 'messageText' ? c.text.text : undefined

// lines is what the runner says.
export const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

export async function step (what, f) {
  const start = Date.now()
  await f()
  console.log(`STEP ${what} (${Date.now() - start} ms)`)
}
