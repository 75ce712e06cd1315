import type { Dialog, Folder, Topic, Typing } from './dialog'
import type { Message, MessageKey } from './message'
import type { Peer, PeerId } from './peer'

/** The entity tables: the worker writes them, the page shows them. */
export interface Tables {
  readonly peers: Record<PeerId, Peer>
  readonly dialogs: Record<PeerId, Dialog>
  readonly messages: Record<MessageKey, Message>
  readonly folders: Record<number, Folder>
  /** By chat and topic: `${PeerId}/${number}`. */
  readonly topics: Record<MessageKey, Topic>
  readonly typing: Record<PeerId, readonly Typing[]>
}

export type Table = keyof Tables

/** One entity as it is now; without `set` it is gone. */
export type Patch = {
  [T in Table]: { readonly table: T; readonly id: keyof Tables[T]; readonly set?: Tables[T][keyof Tables[T]] }
}[Table]

/** What happened, for those who do more than show tables. */
export type AccountEvent =
  /** A message came at the end of a chat's history. `loud`: the reader is to be told. */
  | { readonly kind: 'new'; readonly chat: PeerId; readonly id: number; readonly loud: boolean }
  /** The server confirmed a message: its key in the tables is another one now. */
  | { readonly kind: 'settled'; readonly chat: PeerId; readonly from: number; readonly id: number }
  | { readonly kind: 'gone'; readonly chat: PeerId; readonly ids: readonly number[] }
  | { readonly kind: 'scheduled'; readonly chat: PeerId }
  /** Too much was missed: what one knows of this chat's history (0: of all) is to be loaded anew. */
  | { readonly kind: 'reset'; readonly chat: PeerId }
  /** Something outside the tables changed and is to be asked for anew by who shows it. */
  | { readonly kind: 'changed'; readonly what: 'full'; readonly chat: PeerId }
  | {
      readonly kind: 'changed'
      readonly what:
        | 'login'
        | 'privacy'
        | 'sessions'
        | 'notify'
        | 'contacts'
        | 'blocked'
        | 'lang'
        | 'reactions'
        | 'drafts'
    }
  /** Somebody logged in to this slot in another tab: it is to be opened anew. */
  | { readonly kind: 'changed'; readonly what: 'elsewhere' }
  /** A notice that the server wants shown (updateServiceNotification with popup). */
  | { readonly kind: 'notice'; readonly text: string }

export type Connection = 'offline' | 'connecting' | 'updating' | 'connected'

export type Auth =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'out' }
  /** The code that speaks with the server could not be loaded: the page is to be loaded anew. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'in'; readonly me: PeerId }

/** What the worker posts besides answers. */
export interface News {
  readonly patches: readonly Patch[]
  readonly events: readonly AccountEvent[]
  readonly connection?: Connection
  readonly auth?: Auth
}
