import { connectWs } from '@fuman/net'
import wasm from '@mtcute/wasm/mtcute.wasm?url'
import {
  BaseTelegramClient,
  IntermediatePacketCodec,
  ObfuscatedPacketCodec,
  type TelegramTransport,
  WebCryptoProvider,
  WebPlatform,
} from '@mtcute/web'
import { addPublicKey, LogManager } from '@mtcute/web/utils.js'
import type { Device } from '../api/client'
import type { Server } from '../api/server'

/** Clients of this protocol name themselves so; this server has nobody register. */
const apiId = 1
const apiHash = 'heliograph'

/** Name of the database in which the client keeps the keys and positions of a slot. */
export const sessionDatabase = (slot: number): string => `heliograph-session-${slot}`

/** Every DC of this server is reached where the page came from. */
function transport(origin: string): TelegramTransport {
  const url = `${origin.replace(/^http/, 'ws')}/apiws`
  return {
    connect: () => connectWs({ url, implementation: WebSocket, protocols: 'binary' }),
    packetCodec: () => new ObfuscatedPacketCodec(new IntermediatePacketCodec()),
  }
}

/**
 * A browser without a way to the Internet may well reach a server on this machine or
 * in this house: whether there is a connection is found out by having one. A way that
 * came back is a reason to try at once.
 */
class Platform extends WebPlatform {
  override isOnline(): boolean {
    return true
  }

  override onNetworkChanged(fn: (connected: boolean) => void): () => void {
    const back = () => fn(true)
    self.addEventListener('online', back)
    return () => self.removeEventListener('online', back)
  }
}

/** What speaks with the server. */
export type Client = BaseTelegramClient

/** Has `fn` called when the server cannot say what was missed, which the library keeps to itself. */
export function onTooLong(client: Client, fn: () => void): void {
  const call = client.call.bind(client)
  client.call = (async (...args: Parameters<typeof call>) => {
    const answer: { readonly _?: string } | undefined = await call(...args)
    if (answer?._ === 'updates.differenceTooLong') fn()
    return answer
  }) as typeof client.call
}

/** A client of this server for one slot. It connects with the first call. */
export async function connect(slot: number, origin: string, server: Server, device: Device): Promise<Client> {
  const crypto = new WebCryptoProvider({ wasmInput: new URL(wasm, origin) })
  await crypto.initialize()
  addPublicKey(crypto, server.key)
  const dc = { id: server.dc.id, ipAddress: new URL(origin).hostname, port: 443 }
  return new BaseTelegramClient({
    apiId,
    apiHash,
    storage: sessionDatabase(slot),
    crypto,
    platform: new Platform(),
    transport: transport(origin),
    defaultDcs: { main: dc, media: dc },
    logLevel: LogManager.WARN,
    initConnectionOptions: {
      deviceModel: device.model,
      systemVersion: device.system,
      appVersion: device.version,
      systemLangCode: device.language,
      langCode: device.language.split('-')[0] ?? 'en',
      langPack: 'web',
    },
    updates: {
      catchUp: true,
      channelPtsLimit: 100,
    },
  })
}
