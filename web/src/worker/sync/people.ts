import type { tl } from '@mtcute/web'
import { channelId, groupId, peerId, projectPresence, userId } from '../project/peer'
import type { Session } from '../session'
import { typing } from './typing'

/** Who people are and what they do; answers whether the update was of this kind. */
export function syncPeople(session: Session, update: tl.TypeUpdate): boolean {
  const { state } = session
  switch (update._) {
    case 'updateUserStatus': {
      const user = state.get('peers', update.userId)
      if (user?.kind === 'user') state.set('peers', user.id, { ...user, presence: projectPresence(update.status) })
      return true
    }
    case 'updateUserTyping':
      typing(session, userId(update.userId), userId(update.userId), update.action, update.topMsgId)
      return true
    case 'updateChatUserTyping':
      typing(session, groupId(update.chatId), peerId(update.fromId), update.action)
      return true
    case 'updateChannelUserTyping':
      typing(session, channelId(update.channelId), peerId(update.fromId), update.action, update.topMsgId)
      return true
    case 'updateUserName': {
      const user = state.get('peers', update.userId)
      if (user?.kind !== 'user') return true
      const usernames = update.usernames.filter((u) => u.active).map((u) => u.username)
      const { username: _, ...rest } = user
      state.set('peers', user.id, {
        ...rest,
        firstName: update.firstName,
        lastName: update.lastName,
        name: [update.firstName, update.lastName].filter((part) => part !== '').join(' '),
        usernames,
        ...(usernames[0] === undefined ? {} : { username: usernames[0] }),
      })
      return true
    }
    case 'updateUserPhone': {
      const user = state.get('peers', update.userId)
      if (user?.kind === 'user') state.set('peers', user.id, { ...user, phone: update.phone })
      return true
    }
    case 'updateUser':
      state.event({ kind: 'changed', what: 'full', chat: userId(update.userId) })
      return true
    default:
      return false
  }
}
