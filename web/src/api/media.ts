import type { Rich } from './message'
import type { PeerId } from './peer'
import type { SendOptions } from './send'

/** What can be sent besides text. */
export type NewMedia =
  | NewPoll
  | NewChecklist
  | {
      readonly kind: 'contact'
      readonly phone: string
      readonly firstName: string
      readonly lastName: string
      readonly user?: PeerId
    }
  | {
      readonly kind: 'location'
      readonly lat: number
      readonly long: number
      /** Seconds for which the place is kept up to date. */
      readonly live?: number
      readonly venue?: { readonly title: string; readonly address: string }
    }
  | { readonly kind: 'dice'; readonly emoji: string }

export interface NewPoll {
  readonly kind: 'poll'
  readonly question: Rich
  readonly options: readonly Rich[]
  readonly publicVoters: boolean
  readonly multiple: boolean
  /** Of a quiz: the index of the right option, and why it is. */
  readonly correct?: number
  readonly explanation?: Rich
  /** Seconds until it closes by itself. */
  readonly closesIn?: number
}

export interface NewChecklist {
  readonly kind: 'todo'
  readonly title: Rich
  readonly items: readonly Rich[]
  readonly othersAdd: boolean
  readonly othersMark: boolean
}

export interface MediaApi {
  /** As sendText, through the same outbox. */
  sendMedia(args: SendOptions & { media: NewMedia }): Promise<void>
  /** Moves a live location of one's own. */
  moveLocation(args: { chat: PeerId; id: number; lat: number; long: number; heading?: number }): Promise<void>
  stopLocation(args: { chat: PeerId; id: number }): Promise<void>
}
