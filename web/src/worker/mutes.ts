import { type NotifyScope, notifyScopes } from '../api/notify'
import type { Peer, PeerId } from '../api/peer'
import type { State } from './state'

const scopeOf = (peer: Peer | undefined): NotifyScope => {
  if (peer?.kind === 'channel') return 'channels'
  return peer?.kind === 'group' ? 'groups' : 'users'
}

/**
 * Until when chats are silent: what they have of their own, or else what their kind has
 * (https://core.telegram.org/api/notifications#notification-settings).
 */
export class Mutes {
  readonly #scopes = new Map<NotifyScope, number>()
  /** Of the chats that the server has told of. What is known of others was kept, and is true until it tells. */
  readonly #own = new Map<PeerId, number | undefined>()

  constructor(private readonly state: Pick<State, 'get' | 'change' | 'tables'>) {}

  /** What a chat has of its own; undefined: nothing. */
  own(chat: PeerId, until: number | undefined): void {
    this.#own.set(chat, until)
    this.#settle(chat)
  }

  /** What a kind of chats has. */
  scope(scope: NotifyScope, until: number): void {
    if (this.#scopes.get(scope) === until) return
    this.#scopes.set(scope, until)
    for (const chat of this.#own.keys()) this.#settle(chat)
  }

  /** Nothing has anything of its own, as after a reset. */
  clear(): void {
    for (const scope of notifyScopes) this.#scopes.set(scope, 0)
    for (const chat of this.state.tables.dialogs.keys()) this.own(chat, undefined)
  }

  #settle(chat: PeerId): void {
    const mutedUntil = this.#own.get(chat) ?? this.#scopes.get(scopeOf(this.state.get('peers', chat))) ?? 0
    const dialog = this.state.get('dialogs', chat)
    if (dialog && dialog.mutedUntil !== mutedUntil) this.state.change('dialogs', chat, { mutedUntil })
  }
}
