import type { PeerId } from './peer'

/** What the server wants to know next about a report. */
export type ReportStep =
  | { readonly kind: 'choose'; readonly title: string; readonly options: readonly ReportOption[] }
  | { readonly kind: 'comment'; readonly option: string; readonly optional: boolean }
  | { readonly kind: 'done' }

export interface ReportOption {
  readonly text: string
  /** Bytes as hexadecimal digits. */
  readonly option: string
}

export type ReportReason =
  | 'spam'
  | 'violence'
  | 'childAbuse'
  | 'pornography'
  | 'copyright'
  | 'drugs'
  | 'personal'
  | 'fake'
  | 'other'

export interface ReportApi {
  /** Reports messages; begin with an empty option and go on with what the steps offer. */
  reportMessages(args: { chat: PeerId; ids: readonly number[]; option: string; text: string }): Promise<ReportStep>
  /** Reports a chat or a person as such. */
  reportPeer(args: { chat: PeerId; reason: ReportReason; text: string }): Promise<void>
  /** Reports somebody new as spam; the bar over the chat goes. */
  reportSpam(args: { chat: PeerId }): Promise<void>
  /** The bar over the chat with somebody new goes. */
  hideBar(args: { chat: PeerId }): Promise<void>
}
