// mtcute, on Node over TCP or as in a browser over WebSocket, told of the server.
//
// env: as in drivers/protocol.mjs
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { app, publicKey, server } from './drivers/protocol.mjs'

// library is the one for a platform, "node" or "web", as connect wants it.
export const library = (platform) => platform === 'web' ? web() : node()

// What differs: the crypto with our key added, and how to dial.
async function node () {
  const lib = await import('@mtcute/node')
  const { NodeCryptoProvider, addPublicKey } = await import('@mtcute/node/utils.js')
  const crypto = async () => {
    const crypto = new NodeCryptoProvider()
    await crypto.initialize?.()
    addPublicKey(crypto, publicKey().pem)
    return crypto
  }
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
  const crypto = async () => {
    const crypto = new lib.WebCryptoProvider({ wasmInput: new WebAssembly.Module(readFileSync(wasm)) })
    await crypto.initialize()
    addPublicKey(crypto, publicKey().pem)
    return crypto
  }
  // The transport as it comes dials wss://<name>.web.telegram.org/apiws.
  class Transport extends lib.WebSocketTransport {
    async connect (dc) {
      const { connectWs } = await import('@fuman/net')
      const url = `ws://${dc.ipAddress}:${dc.port}/apiws`
      return connectWs({ url, implementation: globalThis.WebSocket, protocols: 'binary' })
    }
  }
  return { ...lib, crypto, transport: () => new Transport() }
}

// connect makes a client of a library. log is called with what it logs: a level,
// a tag, a format and its values.
export async function connect ({ BaseTelegramClient, MemoryStorage, TelegramClient, crypto, transport }, log) {
  const dc = { id: server.dc, ipAddress: server.host, port: server.port }
  const base = new BaseTelegramClient({
    apiId: app.id,
    apiHash: app.hash,
    storage: new MemoryStorage(),
    crypto: await crypto(),
    ...(transport ? { transport: transport() } : {}),
    defaultDcs: { main: dc, media: dc },
    updates: { catchUp: true },
    logLevel: 3,
  })
  base.log.mgr.handler = (color, level, tag, format, args) => log(level, tag, format, args)
  return { base, tg: new TelegramClient({ client: base }) }
}

// enter signs in, and up when the number is new: tg.start() refuses to.
export async function enter (tg, { phone, code, name }) {
  const sent = await tg.sendCode({ phone })
  const who = { phoneNumber: phone, phoneCodeHash: sent.phoneCodeHash }
  let auth = await tg.call({ _: 'auth.signIn', ...who, phoneCode: code })
  if (auth._ === 'auth.authorizationSignUpRequired') {
    auth = await tg.call({ _: 'auth.signUp', ...who, firstName: name, lastName: '' })
  }
  return tg.notifyLoggedIn(auth)
}
