import type { NotifyScope, NotifySettings } from '../../api/notify'
import type { Peer } from '../../api/peer'

/** What is known when a message comes. */
export interface Situation {
  /** Seconds since 1970. */
  readonly now: number
  readonly message: {
    readonly out: boolean
    readonly date: number
    readonly silent: boolean
    readonly mentioned: boolean
    readonly read: boolean
  }
  readonly scope: NotifySettings
  /** What the chat has of its own. */
  readonly own: Partial<NotifySettings>
  /** Somebody looks at this chat now, in any tab; or at any of our tabs. */
  readonly watched: boolean
  readonly present: boolean
}

export interface Decision {
  readonly notice: boolean
  readonly sound: boolean
  readonly preview: boolean
}

/** How old, in seconds, a message may be to be told of: what was missed is in the list. */
const fresh = 120

const nothing: Decision = { notice: false, sound: false, preview: false }

/** decide is how somebody is told of a message. */
export function decide({ now, message, scope, own, watched, present }: Situation): Decision {
  if (message.out || message.read || watched || now - message.date > fresh) return nothing
  const mutedUntil = own.mutedUntil ?? scope.mutedUntil
  if (mutedUntil > now && !message.mentioned) return nothing
  return {
    notice: !present,
    sound: !message.silent && (own.sound ?? scope.sound),
    preview: own.previews ?? scope.previews,
  }
}

/** scopeOf is the kind of chats that a chat is of. */
export const scopeOf = (peer: Peer | undefined): NotifyScope => {
  if (peer?.kind === 'channel') return 'channels'
  return peer?.kind === 'group' ? 'groups' : 'users'
}
