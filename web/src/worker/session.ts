import type { tl } from '@mtcute/web'
import type { Server } from '../api/server'
import type { Cache } from './cache'
import type { Client } from './connection'
import type { Mutes } from './mutes'
import { projectPeers } from './project/peer'
import type { State } from './state'

/** One account at work: what every topic under tg/ is given. */
export interface Session {
  readonly slot: number
  readonly server: Server
  readonly client: Client
  readonly state: State
  readonly cache: Cache
  readonly mutes: Mutes
  /** Starts over as somebody who is not logged in, after the server said so; other tabs do the same unless `alone`. */
  readonly forget: (alone?: boolean) => Promise<void>
}

/** Takes over people and chats of an answer. */
export function know(session: Pick<Session, 'state'>, answer: { users: tl.TypeUser[]; chats: tl.TypeChat[] }): void {
  projectPeers(session.state, answer.users, answer.chats)
}

/** Takes over people and chats that come with updates, as they are now. */
export function knowUpdates(session: Pick<Session, 'state'>, updates: tl.TypeUpdates): void {
  if (updates._ === 'updates' || updates._ === 'updatesCombined') know(session, updates)
}

/** Has the updates of an answer do what they would do had the server sent them. */
export function apply(session: Session, updates: tl.TypeUpdates): void {
  knowUpdates(session, updates)
  session.client.handleClientUpdate(updates, false)
}
