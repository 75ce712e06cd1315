// GramJS ("telegram") and its fork "teleproto", which has the same interface.
// Neither has a difference of its own: the driver asks for it.
//
// arg: the package
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { app, publicKey, serve, server, tell, version } from './protocol.mjs'

const [, , LIB] = process.argv
const require = createRequire(import.meta.url)
const bigInt = require('big-integer')
const { TelegramClient, Api, sessions } = require(LIB)
const { NewMessage } = require(`${LIB}/events`)
const { EditedMessage } = require(`${LIB}/events/EditedMessage`)
const { DeletedMessage } = require(`${LIB}/events/DeletedMessage`)
const { ConnectionTCPFull } = require(`${LIB}/network`)
const { LAYER } = require(`${LIB}/tl/AllTLObjects`)

// trust adds our key to those that the library keeps by fingerprint.
function trust () {
  const { modulus, exponent } = publicKey()
  const bytes = (hex) => {
    const b = Buffer.from(hex, 'hex')
    const head = b.length < 254 ? [b.length] : [254, b.length & 255, b.length >> 8, 0]
    const tail = (4 - (head.length + b.length) % 4) % 4
    return Buffer.concat([Buffer.from(head), b, Buffer.alloc(tail)])
  }
  const hash = createHash('sha1').update(bytes(modulus)).update(bytes(exponent)).digest()
  const known = require(`${LIB}/crypto/RSA`)._serverKeys
  known.set(hash.readBigInt64LE(12).toString(), { n: bigInt(modulus, 16), e: parseInt(exponent, 16) })
}

// The library dials port 80, or 443, whatever the session says.
class Connection extends ConnectionTCPFull {
  constructor (options) { super({ ...options, port: server.port }) }
}

trust()
const session = new sessions.MemorySession() // a StringSession cannot hold a port above 32767
session.setDC(server.dc, server.host, server.port)
let client

const peers = new Map() // user id: InputPeerUser
let state // from which the difference goes on

const entityTypes = { MessageEntityBold: 'bold', MessageEntityTextUrl: 'textUrl' }
const shownEntity = (e) => ({ type: entityTypes[e.className] ?? e.className, offset: e.offset, length: e.length, url: e.url })
const ownEntity = ({ type, offset, length, url }) => type === 'bold'
  ? new Api.MessageEntityBold({ offset, length })
  : new Api.MessageEntityTextUrl({ offset, length, url })

const shown = (m) => ({
  id: m.id,
  peer: Number(m.peerId.userId),
  out: Boolean(m.out),
  text: m.message,
  entities: (m.entities ?? []).map(shownEntity),
  reply: m.replyTo?.replyToMsgId ?? 0,
  edited: Boolean(m.editDate) && !m.editHide,
})

// open makes a client, with the login that the session has, if any.
function open () {
  client = new TelegramClient(session, app.id, app.hash, { connection: Connection, connectionRetries: 5 })
  client.setLogLevel('warn')
}

function listen () {
  client.addEventHandler((e) => tell.message(shown(e.message)), new NewMessage({}))
  client.addEventHandler((e) => tell.edit(shown(e.message)), new EditedMessage({}))
  client.addEventHandler((e) => tell.delete(e.deletedIds), new DeletedMessage({}))
}

async function difference () {
  for (;;) {
    const d = await client.invoke(new Api.updates.GetDifference({ pts: state.pts, date: state.date, qts: state.qts }))
    for (const m of d.newMessages ?? []) if (m instanceof Api.Message) tell.message(shown(m))
    for (const u of d.otherUpdates ?? []) {
      if (u instanceof Api.UpdateEditMessage) tell.edit(shown(u.message))
      if (u instanceof Api.UpdateDeleteMessages) tell.delete(u.messages)
    }
    if (!(d instanceof Api.updates.DifferenceSlice)) return
    state = d.intermediateState
  }
}

await serve({
  async login ({ phone, code, name }) {
    open()
    await client.start({
      phoneNumber: phone,
      phoneCode: async () => code,
      firstAndLastNames: async () => [name, ''],
      onError: (e) => { throw e },
    })
    listen()
    const me = await client.getMe()
    return { id: Number(me.id), version: version(LIB), layer: LAYER }
  },

  async meet ({ phone }) {
    const { users } = await client.invoke(new Api.contacts.ImportContacts({
      contacts: [new Api.InputPhoneContact({ clientId: bigInt(1), phone, firstName: phone, lastName: '' })],
    }))
    const [{ id, accessHash }] = users
    peers.set(Number(id), new Api.InputPeerUser({ userId: id, accessHash }))
    return { id: Number(id) }
  },

  async send ({ peer, text, entities, reply }) {
    const m = await client.sendMessage(peers.get(peer), {
      message: text, formattingEntities: entities.map(ownEntity), replyTo: reply || undefined,
    })
    return { id: m.id }
  },

  async edit ({ peer, id, text, entities }) {
    await client.editMessage(peers.get(peer), { message: id, text, formattingEntities: entities.map(ownEntity) })
  },

  async remove ({ peer, id }) {
    await client.deleteMessages(peers.get(peer), [id], { revoke: true })
  },

  async history ({ peer }) {
    const messages = await client.getMessages(peers.get(peer), { limit: 20 })
    return { messages: messages.filter((m) => m instanceof Api.Message).map(shown) }
  },

  async away () {
    state = await client.invoke(new Api.updates.GetState())
    await client.destroy()
  },

  async back () {
    open()
    await client.connect()
    listen()
    await difference()
  },

  close: () => client?.destroy(),
})
