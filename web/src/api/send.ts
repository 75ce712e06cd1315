import type { Rich, WebPreview } from './message'
import type { PeerId } from './peer'

/** The most UTF-16 units of one message; longer texts are sent as several. */
export const maxText = 4096

/** The time of a scheduled message that goes when the other person comes online. */
export const whenOnline = 0x7ffffffe

/** Part of a message that an answer is about, and where in it that stands. */
export interface Quote extends Rich {
  readonly offset: number
}

/** Where and how something is sent. */
export interface SendOptions {
  chat: PeerId
  topic?: number
  reply?: { chat: PeerId; id: number; quote?: Quote }
  silent?: boolean
  /** Seconds since 1970, or `whenOnline`. */
  schedule?: number
  sendAs?: PeerId
}

export interface SendText extends Rich, SendOptions {
  noPreview?: boolean
}

export interface Forwarding extends SendOptions {
  from: PeerId
  ids: number[]
  /** Sends copies that do not tell whom they are from. */
  hideSender?: boolean
}

export interface SendApi {
  /** Shows the message at once as `sending`, answers when it is kept; it settles later by an event. */
  sendText(args: SendText): Promise<void>
  /** Forwards messages in the order of their ids, shown at once as far as they are known. */
  forward(args: Forwarding): Promise<void>
  /** Tries a failed one again. */
  retry(args: { chat: PeerId; id: number }): Promise<void>
  /** Removes a failed one. */
  discard(args: { chat: PeerId; id: number }): Promise<void>
  editText(args: Rich & { chat: PeerId; id: number; scheduled?: boolean; noPreview?: boolean }): Promise<void>
  deleteMessages(args: { chat: PeerId; ids: number[]; forAll: boolean; scheduled?: boolean }): Promise<void>
  /** What a message with this text will show of the pages that it links to. */
  previewOf(args: { text: string }): Promise<WebPreview | undefined>
  /** In whose names one may write; they are in the tables. */
  sendAsChoices(args: { chat: PeerId }): Promise<PeerId[]>
  saveSendAs(args: { chat: PeerId; as: PeerId }): Promise<void>
  /** Members of a group whose name or username begins with a query, those that wrote last first. */
  mentionable(args: { chat: PeerId; topic?: number; query: string }): Promise<PeerId[]>
}
