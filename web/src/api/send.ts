import type { Rich } from './message'
import type { PeerId } from './peer'

export interface SendText extends Rich {
  chat: PeerId
  topic?: number
  reply?: { chat: PeerId; id: number; quote?: Rich & { offset: number } }
  silent?: boolean
  /** Seconds since 1970; the server's time for "when online". */
  schedule?: number
  noPreview?: boolean
  sendAs?: PeerId
}

export interface SendApi {
  /** Shows the message at once as `sending`, answers when it is in the tables; it settles later by an event. */
  sendText(args: SendText): Promise<void>
  /** Tries a failed one again. */
  retry(args: { chat: PeerId; id: number }): Promise<void>
  /** Removes a failed one. */
  discard(args: { chat: PeerId; id: number }): Promise<void>
  editText(args: Rich & { chat: PeerId; id: number; scheduled?: boolean; noPreview?: boolean }): Promise<void>
  deleteMessages(args: { chat: PeerId; ids: number[]; forAll: boolean; scheduled?: boolean }): Promise<void>
  saveDraft(args: Rich & { chat: PeerId; topic?: number; reply?: number }): Promise<void>
}
