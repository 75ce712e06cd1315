import type { Account } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { type ComposerHandle, composingIn } from './state'

export { Composer, type ComposerProps } from './Composer'
export { putRich } from './clipboard'
export type { ComposerHandle } from './state'

/** The box of a chat, or of one topic of it; it need not be in sight. */
export const composerFor = (account: Account, chat: PeerId, topic?: number): ComposerHandle =>
  composingIn(account, chat, topic)
