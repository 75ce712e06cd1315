import type { AuthApi } from './auth'
import type { ContactsApi } from './contacts'
import type { DialogsApi } from './dialogs'
import type { DraftsApi } from './drafts'
import type { EmojiApi } from './emoji'
import type { FoldersApi } from './folders'
import type { FullApi } from './full'
import type { GroupApi } from './group'
import type { HistoryApi } from './history'
import type { InvitesApi } from './invites'
import type { LangApi } from './lang'
import type { LinkApi } from './link'
import type { LogApi } from './log'
import type { MediaApi } from './media'
import type { MembersApi } from './members'
import type { NotifyApi } from './notify'
import type { News } from './patch'
import type { PinsApi } from './pins'
import type { PollsApi } from './polls'
import type { PrivacyApi } from './privacy'
import type { ProfileApi } from './profile'
import type { ReactionsApi } from './reactions'
import type { ReadersApi } from './readers'
import type { ReportApi } from './report'
import type { ScheduledApi } from './scheduled'
import type { SearchApi } from './search'
import type { SendApi } from './send'
import type { SessionsApi } from './sessions'
import type { SettingsApi } from './settings'
import type { TopicsApi } from './topics'

/** All that the page may ask of the worker: each takes one object and answers with a promise. */
export interface Api
  extends AuthApi,
    LinkApi,
    NotifyApi,
    PrivacyApi,
    ProfileApi,
    SessionsApi,
    SettingsApi,
    ContactsApi,
    DialogsApi,
    EmojiApi,
    TopicsApi,
    ReportApi,
    MembersApi,
    LogApi,
    InvitesApi,
    GroupApi,
    FullApi,
    FoldersApi,
    HistoryApi,
    LangApi,
    PinsApi,
    PollsApi,
    ReactionsApi,
    ReadersApi,
    ScheduledApi,
    SearchApi,
    SendApi,
    MediaApi,
    DraftsApi {}

export type Method = keyof Api

/** What the page posts to the worker. */
export type Request =
  | { readonly kind: 'open'; readonly slot: number; readonly origin: string; readonly device: Device }
  | { readonly kind: 'call'; readonly call: number; readonly method: Method; readonly args: unknown }
  /** The page is seen (the reader is there), or not. */
  | { readonly kind: 'visible'; readonly visible: boolean }

/** What the list of devices shows of this browser. */
export interface Device {
  readonly model: string
  readonly system: string
  readonly version: string
  readonly language: string
}

/** What the worker posts to the page. */
export type Reply =
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'done'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly call: number; readonly error: Failure }

export interface Failure {
  /** That of the server (400, 420 …); 0: it was not asked, or fell silent. */
  readonly code: number
  /** Its error, such as PHONE_CODE_INVALID, without numbers. */
  readonly text: string
  /** The number in it: seconds of FLOOD_WAIT and SLOWMODE_WAIT. */
  readonly seconds?: number
}

/** A call that failed. */
export class ApiError extends Error implements Failure {
  readonly code: number
  readonly text: string
  readonly seconds?: number

  constructor(failure: Failure) {
    super(failure.text)
    this.name = 'ApiError'
    this.code = failure.code
    this.text = failure.text
    if (failure.seconds !== undefined) this.seconds = failure.seconds
  }
}

/** A worker, or what stands for one. */
export interface Port {
  postMessage(request: Request): void
  onmessage: ((event: MessageEvent<Reply>) => void) | null
  terminate(): void
}

/** Typed calls over a port; `hear` gets all that the worker tells by itself. */
export function createApi(port: Port, hear: (news: News) => void): Api {
  let last = 0
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: ApiError) => void }>()
  port.onmessage = ({ data }) => {
    if (data.kind === 'news') {
      hear(data.news)
      return
    }
    const call = waiting.get(data.call)
    waiting.delete(data.call)
    if (data.kind === 'done') call?.resolve(data.value)
    else call?.reject(new ApiError(data.error))
  }
  const call = (method: Method, args: unknown) =>
    new Promise((resolve, reject) => {
      last++
      waiting.set(last, { resolve, reject })
      port.postMessage({ kind: 'call', call: last, method, args })
    })
  return new Proxy({} as Api, {
    get: (_, method) => (args: unknown) => call(method as Method, args),
  })
}
