import type { tl } from '@mtcute/web'
import { projectStrangers } from './project/peer'
import type { Session } from './session'
import { syncChats } from './sync/chats'
import { syncLists } from './sync/lists'
import { syncMarks } from './sync/marks'
import { syncMessages } from './sync/messages'
import { syncPeople } from './sync/people'
import { syncTopics } from './sync/topics'

/**
 * Applies what the server tells, in its order. `users` and `chats` are those that the
 * library has for the update: perhaps of long ago.
 */
export function sync(
  session: Session,
  update: tl.TypeUpdate,
  users: Iterable<tl.TypeUser>,
  chats: Iterable<tl.TypeChat>,
): void {
  projectStrangers(session.state, users, chats)
  syncTopics(session, update)
  if (syncMessages(session, update) || syncMarks(session, update)) return
  if (syncLists(session, update) || syncPeople(session, update)) return
  syncChats(session, update)
}
