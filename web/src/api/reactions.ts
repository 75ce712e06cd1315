import type { PeerId } from './peer'

/** A reaction that the server knows. */
export interface ReactionKind {
  readonly emoji: string
  readonly title: string
}

/** Who reacted, and how. */
export interface Reacted {
  readonly who: PeerId
  readonly emoji: string
  readonly date: number
}

export interface ReactionsApi {
  /** All that one can react with, in the order of the server. */
  reactionKinds(args: Record<never, never>): Promise<readonly ReactionKind[]>
  /** Reacts to a message instead of what one reacted before; without an emoji takes it back. */
  react(args: { chat: PeerId; id: number; emoji?: string }): Promise<void>
  /** Who reacted to a message (with `emoji`), the newest first; `next` asks for more. */
  reactedBy(args: {
    chat: PeerId
    id: number
    emoji?: string
    next?: string
  }): Promise<{ reacted: readonly Reacted[]; count: number; next?: string }>
}
