import type { tl } from '@mtcute/web'
import { beforeEach, expect, it } from 'vitest'
import type { Session } from '../session'
import { State } from '../state'
import { putDialogs } from './dialogs'

const chat = 7
let session: Session
beforeEach(() => {
  session = { state: new State(() => {}), mutes: { own: () => {} } } as unknown as Session
})

const dialog = (more: Partial<tl.RawDialog>): tl.RawDialog => ({
  _: 'dialog',
  peer: { _: 'peerUser', userId: chat },
  topMessage: 12,
  readInboxMaxId: 10,
  readOutboxMaxId: 0,
  unreadCount: 2,
  unreadMentionsCount: 0,
  unreadReactionsCount: 0,
  notifySettings: { _: 'peerNotifySettings' },
  ...more,
})
const put = (more: Partial<tl.RawDialog>) =>
  putDialogs(session, { dialogs: [dialog(more)], messages: [], users: [], chats: [] })

it('keeps what was read while an older answer was under way', () => {
  put({})
  session.state.change('dialogs', chat, { readIn: 12, unread: 0 })
  put({})
  expect(session.state.get('dialogs', chat)).toMatchObject({ readIn: 12, unread: 0 })
})

it('takes over what the server counts from where it was read', () => {
  put({})
  put({ unreadCount: 1, readInboxMaxId: 11 })
  expect(session.state.get('dialogs', chat)).toMatchObject({ readIn: 11, unread: 1 })
  put({ topMessage: 13, unreadCount: 2, readInboxMaxId: 11 })
  expect(session.state.get('dialogs', chat)).toMatchObject({ top: 13, unread: 2 })
})
