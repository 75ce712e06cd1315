import { connectWs } from '@fuman/net'
import wasm from '@mtcute/wasm/mtcute.wasm?url'
import {
  BaseTelegramClient,
  IntermediatePacketCodec,
  ObfuscatedPacketCodec,
  type TelegramTransport,
  tl,
  WebCryptoProvider,
  WebPlatform,
} from '@mtcute/web'
import { addPublicKey, LogManager } from '@mtcute/web/utils.js'
import { ApiError, type Device } from '../api/client'
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

/**
 * How long to wait before the next try, in milliseconds: nothing at first, then a
 * second more each time up to five, and a little more by chance, so that all who lost
 * a server do not come back at once. The library begins anew with each connection;
 * one that is dropped as soon as it is made counts as a failure here.
 */
export function patience(
  now: () => number = () => performance.now(),
  chance: () => number = Math.random,
): () => number {
  const lasting = 10_000
  let last = Number.NEGATIVE_INFINITY
  let wait = 0
  return () => {
    wait = now() - last < lasting ? Math.min(5000, wait + 1000) : 0
    last = now() + wait
    return wait * (1 + 0.3 * chance())
  }
}

/** What speaks with the server. */
export type Client = BaseTelegramClient

/** What the library asks by itself to learn what was missed. */
export type Difference = tl.updates.TypeDifference | tl.updates.TypeChannelDifference

const isDifference = (answer: { readonly _?: string } | undefined): answer is Difference =>
  answer?._?.startsWith('updates.difference') === true || answer?._?.startsWith('updates.channelDifference') === true

/** What is heard of answers by those who did not ask. */
export interface Hearers {
  /** What was missed, before the library makes updates of it. */
  missed(answer: Difference): void
  /** The server cannot say what was missed, which the library keeps to itself. */
  tooLong(): void
  /** The session has ended: the server knows nobody by this key any more. */
  ended(): void
}

const endings = new Set([
  'AUTH_KEY_UNREGISTERED',
  'AUTH_KEY_INVALID',
  'SESSION_REVOKED',
  'SESSION_EXPIRED',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
])

/** Whether an error says that the session has ended; a password that is asked for is 401 as well. */
export const saysEnded = (error: unknown): boolean =>
  error instanceof tl.RpcError && error.code === 401 && endings.has(error.text)

/** Has every answer to this client heard. */
export function hearAnswers(client: Client, hearers: Hearers): void {
  const call = client.call.bind(client)
  client.call = (async (...args: Parameters<typeof call>) => {
    // The library would fail a promise of its own that nobody looks at.
    if (client.destroyed) throw new ApiError({ code: 0, text: 'CLOSED' })
    try {
      const answer: { readonly _?: string } | undefined = await call(...args)
      if (isDifference(answer)) hearers.missed(answer)
      if (answer?._ === 'updates.differenceTooLong') hearers.tooLong()
      return answer
    } catch (error) {
      if (saysEnded(error)) hearers.ended()
      throw error
    }
  }) as typeof client.call
}

/** A client of this server for one slot. It connects with the first call. */
export async function connect(slot: number, origin: string, server: Server, device: Device): Promise<Client> {
  const crypto = new WebCryptoProvider({ wasmInput: new URL(wasm, origin) })
  await crypto.initialize()
  addPublicKey(crypto, server.key)
  // The address is that of the page, whatever is said here.
  const dc = { id: server.dc.id, ipAddress: '127.0.0.1', port: 443 }
  const client = new BaseTelegramClient({
    apiId,
    apiHash,
    storage: sessionDatabase(slot),
    crypto,
    platform: new Platform(),
    transport: transport(origin),
    reconnectionStrategy: patience(),
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
  await client.prepare() // whom one knows is found without a connection, too
  return client
}
