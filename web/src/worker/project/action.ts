import type { tl } from '@mtcute/web'
import type { Action } from '../../api/action'
import { channelId, groupId, userId } from './peer'

/** What a service message tells. */
export function projectAction(action: tl.TypeMessageAction): Action {
  switch (action._) {
    case 'messageActionChatCreate':
      return { kind: 'groupCreated', title: action.title, members: action.users.map(userId) }
    case 'messageActionChannelCreate':
      return { kind: 'channelCreated', title: action.title }
    case 'messageActionChatEditTitle':
      return { kind: 'titleChanged', title: action.title }
    case 'messageActionChatEditPhoto':
      return { kind: 'photoChanged' }
    case 'messageActionChatDeletePhoto':
      return { kind: 'photoDeleted' }
    case 'messageActionChatAddUser':
      return { kind: 'membersAdded', members: action.users.map(userId) }
    case 'messageActionChatDeleteUser':
      return { kind: 'memberRemoved', member: userId(action.userId) }
    case 'messageActionChatJoinedByLink':
      return { kind: 'joinedByLink', inviter: userId(action.inviterId) }
    case 'messageActionChatJoinedByRequest':
      return { kind: 'joinedByRequest' }
    case 'messageActionPinMessage':
      return { kind: 'pinned' }
    case 'messageActionHistoryClear':
      return { kind: 'historyCleared' }
    case 'messageActionChatMigrateTo':
      return { kind: 'migratedTo', chat: channelId(action.channelId) }
    case 'messageActionChannelMigrateFrom':
      return { kind: 'migratedFrom', chat: groupId(action.chatId), title: action.title }
    case 'messageActionContactSignUp':
      return { kind: 'joinedService' }
    case 'messageActionSetMessagesTTL':
      return {
        kind: 'ttl',
        seconds: action.period,
        ...(action.autoSettingFrom === undefined ? {} : { auto: Number(action.autoSettingFrom) }),
      }
    case 'messageActionTopicCreate':
      return { kind: 'topicCreated', title: action.title, iconColor: action.iconColor }
    case 'messageActionTopicEdit':
      return {
        kind: 'topicEdited',
        ...(action.title === undefined ? {} : { title: action.title }),
        ...(action.closed === undefined ? {} : { closed: action.closed }),
        ...(action.hidden === undefined ? {} : { hidden: action.hidden }),
      }
    case 'messageActionScreenshotTaken':
      return { kind: 'screenshot' }
    case 'messageActionSetChatTheme':
      return { kind: 'themeChanged', emoji: action.theme._ === 'chatTheme' ? action.theme.emoticon : '' }
    case 'messageActionTodoCompletions':
      return { kind: 'todoCompleted', done: action.completed, undone: action.incompleted }
    case 'messageActionTodoAppendTasks':
      return { kind: 'todoAppended', count: action.list.length }
    case 'messageActionCustomAction':
      return { kind: 'custom', text: action.message }
    default:
      return { kind: 'unsupported', what: action._ }
  }
}
