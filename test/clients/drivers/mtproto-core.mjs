// @mtproto/core: bare methods, one at a time (it numbers calls that overlap in
// the wrong order), and no difference of its own: the driver asks for it.
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { app, publicKey, serve, server, tell, version } from './protocol.mjs'

const require = createRequire(import.meta.url)
const MTProto = require('@mtproto/core')
const RSA = require('@mtproto/core/src/utils/rsa')

// The list of keys is private to the library: answer with ours to whatever the
// server offers.
const { modulus, exponent } = publicKey()
RSA.prototype.getRsaKeyByFingerprints = async ([fingerprint]) => ({ fingerprint, modulus, exponent })

const stored = new Map()
const mtproto = new MTProto({
  api_id: app.id,
  api_hash: app.hash,
  storageOptions: { instance: { set: async (k, v) => { stored.set(k, v) }, get: async (k) => stored.get(k) ?? null } },
})
mtproto.dcList = [{ id: server.dc, ip: server.host, port: server.port }]

const peers = new Map() // user id: inputPeerUser
let state // from which the difference goes on
let last = Promise.resolve()

function call (method, params) {
  last = last.catch(() => {}).then(() => mtproto.call(method, params))
  return last
}

const entityTypes = { messageEntityBold: 'bold', messageEntityTextUrl: 'textUrl' }
const shownEntity = (e) => ({ type: entityTypes[e._] ?? e._, offset: e.offset, length: e.length, url: e.url })
const ownEntity = ({ type, offset, length, url }) => type === 'bold'
  ? { _: 'messageEntityBold', offset, length }
  : { _: 'messageEntityTextUrl', offset, length, url }

const shown = (m) => ({
  id: m.id,
  peer: Number(m.peer_id.user_id),
  out: m.out,
  text: m.message,
  entities: (m.entities ?? []).map(shownEntity),
  reply: m.reply_to?.reply_to_msg_id ?? 0,
  edited: Boolean(m.edit_date) && !m.edit_hide,
})

function happened (u) {
  if (u._ === 'updateNewMessage' && u.message._ === 'message') tell.message(shown(u.message))
  if (u._ === 'updateEditMessage') tell.edit(shown(u.message))
  if (u._ === 'updateDeleteMessages') tell.delete(u.messages)
}

mtproto.updates.on('updates', ({ updates }) => updates.forEach(happened))
mtproto.updates.on('updatesCombined', ({ updates }) => updates.forEach(happened))
mtproto.updates.on('updateShort', ({ update }) => happened(update))

async function difference () {
  for (;;) {
    const d = await call('updates.getDifference', { pts: state.pts, date: state.date, qts: state.qts })
    for (const message of d.new_messages ?? []) happened({ _: 'updateNewMessage', message })
    for (const u of d.other_updates ?? []) happened(u)
    if (d._ !== 'updates.differenceSlice') return
    state = d.intermediate_state
  }
}

await serve({
  async login ({ phone, code, name }) {
    const sent = await call('auth.sendCode', { phone_number: phone, settings: { _: 'codeSettings' } })
    const who = { phone_number: phone, phone_code_hash: sent.phone_code_hash }
    let auth = await call('auth.signIn', { ...who, phone_code: code })
    if (auth._ === 'auth.authorizationSignUpRequired') {
      auth = await call('auth.signUp', { ...who, first_name: name, last_name: '' })
    }
    return { id: Number(auth.user.id), version: version('@mtproto/core'), layer: 158 } // it names its layer nowhere
  },

  async meet ({ phone }) {
    const { users: [user] } = await call('contacts.importContacts', {
      contacts: [{ _: 'inputPhoneContact', client_id: 1, phone, first_name: phone, last_name: '' }],
    })
    peers.set(Number(user.id), { _: 'inputPeerUser', user_id: user.id, access_hash: user.access_hash })
    return { id: Number(user.id) }
  },

  async send ({ peer, text, entities, reply }) {
    const random = randomBytes(8).readBigUInt64LE().toString()
    const { updates } = await call('messages.sendMessage', {
      peer: peers.get(peer), message: text, entities: entities.map(ownEntity), reply_to_msg_id: reply, random_id: random,
    })
    return { id: updates.find((u) => u._ === 'updateMessageID' && u.random_id === random).id }
  },

  async edit ({ peer, id, text, entities }) {
    await call('messages.editMessage', { peer: peers.get(peer), id, message: text, entities: entities.map(ownEntity) })
  },

  async remove ({ id }) {
    await call('messages.deleteMessages', { id: [id], revoke: true })
  },

  async history ({ peer }) {
    const { messages } = await call('messages.getHistory', {
      peer: peers.get(peer), limit: 20, offset_id: 0, offset_date: 0, add_offset: 0, max_id: 0, min_id: 0, hash: 0,
    })
    return { messages: messages.filter((m) => m._ === 'message').map(shown) }
  },

  async away () {
    state = await call('updates.getState')
    const { socket } = mtproto.getRPC(server.dc).transport
    socket.removeAllListeners('close') // it would dial again at once
    await new Promise((resolve) => {
      socket.once('close', resolve)
      socket.destroy()
    })
    mtproto.rpcs.delete(server.dc) // the next call dials, with the same auth key
  },

  async back () {
    await difference()
  },
})
