import type { tl } from '@mtcute/web'
import type { LogAction } from '../../api/log'
import type { Message } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { projectReactionsAllowed } from './full'
import { projectParticipant } from './members'
import { projectMessage } from './message'
import { channelId, projectBannedRights } from './peer'

const linkOf = (invite: tl.TypeExportedChatInvite): { link: string; title?: string } =>
  invite._ === 'chatInviteExported'
    ? { link: invite.link, ...(invite.title ? { title: invite.title } : {}) }
    : { link: '' }

const titleOf = (topic: tl.TypeForumTopic | undefined): string => (topic?._ === 'forumTopic' ? topic.title : '')

/** What an entry of the recent actions tells. */
export function projectLogAction(action: tl.TypeChannelAdminLogEventAction, me: PeerId): LogAction {
  const messageOf = (message: tl.TypeMessage): { message?: Message } =>
    message._ === 'messageEmpty' ? {} : { message: projectMessage(message, { me }) }
  switch (action._) {
    case 'channelAdminLogEventActionChangeTitle':
      return { kind: 'title', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionChangeAbout':
      return { kind: 'about', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionChangeUsername':
      return { kind: 'username', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionChangeUsernames':
      return { kind: 'usernames', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionChangePhoto':
      return { kind: 'photo' }
    case 'channelAdminLogEventActionToggleInvites':
      return { kind: 'invites', on: action.newValue }
    case 'channelAdminLogEventActionToggleSignatures':
    case 'channelAdminLogEventActionToggleSignatureProfiles':
      return { kind: 'signatures', on: action.newValue }
    case 'channelAdminLogEventActionTogglePreHistoryHidden':
      return { kind: 'hiddenHistory', on: action.newValue }
    case 'channelAdminLogEventActionToggleNoForwards':
      return { kind: 'noForwards', on: action.newValue }
    case 'channelAdminLogEventActionToggleForum':
      return { kind: 'forum', on: action.newValue }
    case 'channelAdminLogEventActionToggleAntiSpam':
      return { kind: 'antispam', on: action.newValue }
    case 'channelAdminLogEventActionUpdatePinned': {
      const { message } = action
      const off = message._ === 'messageEmpty' || (message._ === 'message' && !message.pinned)
      return { kind: 'pinned', ...messageOf(message), off }
    }
    case 'channelAdminLogEventActionEditMessage': {
      const was = messageOf(action.prevMessage).message
      const is = messageOf(action.newMessage).message
      return { kind: 'edited', ...(was ? { was } : {}), ...(is ? { is } : {}) }
    }
    case 'channelAdminLogEventActionDeleteMessage':
      return { kind: 'deleted', ...messageOf(action.message) }
    case 'channelAdminLogEventActionStopPoll':
      return { kind: 'pollStopped', ...messageOf(action.message) }
    case 'channelAdminLogEventActionSendMessage':
      return { kind: 'sent', ...messageOf(action.message) }
    case 'channelAdminLogEventActionParticipantJoin':
      return { kind: 'joined' }
    case 'channelAdminLogEventActionParticipantLeave':
      return { kind: 'left' }
    case 'channelAdminLogEventActionParticipantInvite':
      return { kind: 'invited', member: projectParticipant(action.participant).who }
    case 'channelAdminLogEventActionParticipantToggleBan':
      return {
        kind: 'banned',
        was: projectParticipant(action.prevParticipant),
        is: projectParticipant(action.newParticipant),
      }
    case 'channelAdminLogEventActionParticipantToggleAdmin':
      return {
        kind: 'admin',
        was: projectParticipant(action.prevParticipant),
        is: projectParticipant(action.newParticipant),
      }
    case 'channelAdminLogEventActionDefaultBannedRights':
      return {
        kind: 'defaultBanned',
        was: projectBannedRights(action.prevBannedRights),
        is: projectBannedRights(action.newBannedRights),
      }
    case 'channelAdminLogEventActionChangeLinkedChat':
      return {
        kind: 'linked',
        ...(action.prevValue === 0 ? {} : { was: channelId(action.prevValue) }),
        ...(action.newValue === 0 ? {} : { is: channelId(action.newValue) }),
      }
    case 'channelAdminLogEventActionToggleSlowMode':
      return { kind: 'slowMode', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionChangeHistoryTTL':
      return { kind: 'ttl', was: action.prevValue, is: action.newValue }
    case 'channelAdminLogEventActionParticipantJoinByInvite':
      return { kind: 'joinedByLink', ...linkOf(action.invite) }
    case 'channelAdminLogEventActionParticipantJoinByRequest':
      return { kind: 'joinedByRequest', link: linkOf(action.invite).link, by: action.approvedBy }
    case 'channelAdminLogEventActionExportedInviteDelete':
      return { kind: 'linkDeleted', ...linkOf(action.invite) }
    case 'channelAdminLogEventActionExportedInviteRevoke':
      return { kind: 'linkRevoked', ...linkOf(action.invite) }
    case 'channelAdminLogEventActionExportedInviteEdit':
      return { kind: 'linkEdited', ...linkOf(action.newInvite) }
    case 'channelAdminLogEventActionChangeAvailableReactions':
      return { kind: 'reactions', is: projectReactionsAllowed(action.newValue) }
    case 'channelAdminLogEventActionCreateTopic':
      return { kind: 'topicCreated', title: titleOf(action.topic) }
    case 'channelAdminLogEventActionDeleteTopic':
      return { kind: 'topicDeleted', title: titleOf(action.topic) }
    case 'channelAdminLogEventActionPinTopic':
      return {
        kind: 'topicPinned',
        title: titleOf(action.newTopic ?? action.prevTopic),
        on: action.newTopic?._ === 'forumTopic' && action.newTopic.pinned === true,
      }
    case 'channelAdminLogEventActionEditTopic': {
      const { prevTopic: was, newTopic: is } = action
      const known = was._ === 'forumTopic' && is._ === 'forumTopic'
      return {
        kind: 'topicEdited',
        was: titleOf(was),
        is: titleOf(is),
        ...(known && was.closed !== is.closed ? { closed: is.closed === true } : {}),
        ...(known && was.hidden !== is.hidden ? { hidden: is.hidden === true } : {}),
      }
    }
    default:
      return { kind: 'other' }
  }
}
