import type { Rich } from './message'
import type { PeerId } from './peer'

export interface DraftsApi {
  /** Keeps what is typed for all devices of the account; without text and reply it is removed. */
  saveDraft(args: Rich & { chat: PeerId; topic?: number; reply?: number; noPreview?: boolean }): Promise<void>
}
