// mtcute, on Node over TCP or as in a browser over WebSocket. The updates and
// the difference are its own.
//
// arg: node or web
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { app, publicKey, serve, server, tell, version } from './protocol.mjs'

const [, , LIB] = process.argv
const { BaseTelegramClient, MemoryStorage, TelegramClient, ...platform } = LIB === 'web' ? await web() : await node()

// What differs: the crypto with our key added, and how to dial.
async function node () {
  const lib = await import('@mtcute/node')
  const { NodeCryptoProvider, addPublicKey } = await import('@mtcute/node/utils.js')
  const crypto = new NodeCryptoProvider()
  await crypto.initialize?.()
  addPublicKey(crypto, publicKey().pem)
  return { ...lib, crypto }
}

async function web () {
  const require = createRequire(import.meta.url)
  // A browser has these; Node has not, or not all.
  globalThis.WebSocket ??= require('websocket').w3cwebsocket
  globalThis.self ??= globalThis
  globalThis.navigator ??= { onLine: true, userAgent: 'node' }
  globalThis.addEventListener ??= () => {}
  globalThis.removeEventListener ??= () => {}
  const lib = await import('@mtcute/web')
  const { addPublicKey } = await import('@mtcute/web/utils.js')
  const wasm = createRequire(require.resolve('@mtcute/web')).resolve('@mtcute/wasm/mtcute.wasm')
  const crypto = new lib.WebCryptoProvider({ wasmInput: new WebAssembly.Module(readFileSync(wasm)) })
  await crypto.initialize()
  addPublicKey(crypto, publicKey().pem)
  // The transport as it comes dials wss://<name>.web.telegram.org/apiws.
  class Transport extends lib.WebSocketTransport {
    async connect (dc) {
      const { connectWs } = await import('@fuman/net')
      const url = `ws://${dc.ipAddress}:${dc.port}/apiws`
      return connectWs({ url, implementation: globalThis.WebSocket, protocols: 'binary' })
    }
  }
  return { ...lib, crypto, transport: new Transport() }
}

const dc = { id: server.dc, ipAddress: server.host, port: server.port }
const base = new BaseTelegramClient({
  apiId: app.id,
  apiHash: app.hash,
  storage: new MemoryStorage(),
  crypto: platform.crypto,
  ...(platform.transport ? { transport: platform.transport } : {}),
  defaultDcs: { main: dc, media: dc },
  updates: { catchUp: true },
  logLevel: 3,
})
base.log.mgr.handler = (color, level, tag, format, args) => console.error(tag, level, format, ...args)
const tg = new TelegramClient({ client: base })

const kinds = { text_link: 'textUrl' }
const shownEntity = ({ kind, offset, length, params }) => ({ type: kinds[kind] ?? kind, offset, length, url: params.url })
const ownEntity = ({ type, offset, length, url }) => type === 'bold'
  ? { _: 'messageEntityBold', offset, length }
  : { _: 'messageEntityTextUrl', offset, length, url }

const shown = (m) => ({
  id: m.id,
  peer: m.chat.id,
  out: m.isOutgoing,
  text: m.text,
  entities: m.entities.map(shownEntity),
  reply: m.replyToMessage?.id ?? 0,
  edited: m.editDate !== null && !m.hideEditMark,
})

tg.onNewMessage.add((m) => { if (!m.isService) tell.message(shown(m)) })
tg.onEditMessage.add((m) => tell.edit(shown(m)))
tg.onDeleteMessage.add((u) => tell.delete(u.messageIds))

await serve({
  async login ({ phone, code, name }) {
    const sent = await tg.sendCode({ phone })
    const who = { phoneNumber: phone, phoneCodeHash: sent.phoneCodeHash }
    let auth = await tg.call({ _: 'auth.signIn', ...who, phoneCode: code })
    if (auth._ === 'auth.authorizationSignUpRequired') { // tg.start() refuses to sign up
      auth = await tg.call({ _: 'auth.signUp', ...who, firstName: name, lastName: '' })
    }
    const me = await tg.notifyLoggedIn(auth)
    return { id: me.id, version: version(`@mtcute/${LIB}`), layer: base.mt._layer }
  },

  async meet ({ phone }) {
    const { users: [user] } = await tg.importContacts([{ phone, firstName: phone, lastName: '' }])
    return { id: user.id }
  },

  async send ({ peer, text, entities, reply }) {
    const m = await tg.sendText(peer, { text, entities: entities.map(ownEntity) }, reply ? { replyTo: reply } : {})
    return { id: m.id }
  },

  async edit ({ peer, id, text, entities }) {
    await tg.editMessage({ chatId: peer, message: id, text: { text, entities: entities.map(ownEntity) } })
  },

  async remove ({ peer, id }) {
    await tg.deleteMessagesById(peer, [id], { revoke: true })
  },

  async history ({ peer }) {
    const messages = await tg.getHistory(peer, { limit: 20 })
    return { messages: messages.filter((m) => !m.isService).map(shown) }
  },

  away: () => tg.disconnect(),

  async back () {
    await tg.connect()
    await tg.startUpdatesLoop()
  },

  close: () => tg.destroy(),
})
