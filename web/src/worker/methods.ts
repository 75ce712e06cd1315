import type { Api, Method } from '../api/client'
import type { Outbox } from './outbox'
import type { Session } from './session'
import { authMethods } from './tg/auth'
import { contactsMethods } from './tg/contacts'
import type { DialogLists } from './tg/dialogs'
import { draftMethods } from './tg/drafts'
import { emojiMethods } from './tg/emoji'
import { foldersMethods } from './tg/folders'
import { fullMethods } from './tg/full'
import { groupMethods } from './tg/group'
import { historyMethods } from './tg/history'
import { invitesMethods } from './tg/invites'
import { langMethods } from './tg/lang'
import { linkMethods } from './tg/link'
import { logMethods } from './tg/log'
import { mediaMethods } from './tg/media'
import { membersMethods } from './tg/members'
import { notifyMethods } from './tg/notify'
import { pinsMethods } from './tg/pins'
import { pollsMethods } from './tg/polls'
import { privacyMethods } from './tg/privacy'
import { profileMethods } from './tg/profile'
import { reactionsMethods } from './tg/reactions'
import { readersMethods } from './tg/readers'
import { reportMethods } from './tg/report'
import { scheduledMethods } from './tg/scheduled'
import { searchMethods } from './tg/search'
import { sendMethods } from './tg/send'
import { sessionsMethods } from './tg/sessions'
import { settingsMethods } from './tg/settings'
import { topicsMethods } from './tg/topics'

/** What the topics need of the account besides its session. */
export interface Parts {
  readonly outbox: Outbox
  readonly lists: DialogLists
  readonly connected: () => boolean
  readonly signedIn: (me: number) => Promise<void>
}

/** Every call of the page and what answers it. */
export const methods = (session: Session, parts: Parts): Api => ({
  ...authMethods(session, parts.signedIn),
  ...contactsMethods(session),
  ...settingsMethods(session),
  ...sessionsMethods(session),
  ...profileMethods(session),
  ...privacyMethods(session),
  ...linkMethods(session),
  ...notifyMethods(session),
  ...parts.lists.methods,
  ...foldersMethods(session),
  ...historyMethods(session, parts.connected),
  ...emojiMethods(session),
  ...topicsMethods(session),
  ...reportMethods(session),
  ...membersMethods(session),
  ...logMethods(session),
  ...invitesMethods(session),
  ...groupMethods(session),
  ...fullMethods(session),
  ...langMethods(session),
  ...pinsMethods(session),
  ...pollsMethods(session),
  ...reactionsMethods(session),
  ...readersMethods(session),
  ...scheduledMethods(session),
  ...searchMethods(session),
  ...sendMethods(session, parts.outbox),
  ...mediaMethods(session, parts.outbox),
  ...draftMethods(session),
})

/** Calls a method by its name; each takes what the page sent as its type says. */
export const callMethod = (api: Api, method: Method, args: unknown): Promise<unknown> =>
  (api[method] as (args: unknown) => Promise<unknown>)(args)
