import type { tl } from '@mtcute/web'
import { messageKey, type Poll } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { hex, projectPoll, projectPreview } from '../project/body'
import { chatOf, hasUnread, projectReactions, putMessage } from '../project/message'
import { channelId, isChannel, peerId } from '../project/peer'
import type { Session } from '../session'
import { refreshDialogs } from '../tg/dialogs'
import { typed } from './typing'

/** Messages that came, changed or went; answers whether the update was of this kind. */
export function syncMessages(session: Session, update: tl.TypeUpdate): boolean {
  const { state } = session
  switch (update._) {
    case 'updateNewMessage':
    case 'updateNewChannelMessage':
      arrive(session, update.message)
      return true
    case 'updateEditMessage':
    case 'updateEditChannelMessage':
      putMessage(state, update.message)
      return true
    case 'updateDeleteMessages':
      gone(session, privateChats(session, update.messages))
      return true
    case 'updateDeleteChannelMessages':
      gone(session, new Map([[channelId(update.channelId), update.messages]]))
      return true
    case 'updateNewScheduledMessage': {
      putMessage(state, update.message, true)
      const chat = chatOf(update.message)
      if (chat !== undefined) state.event({ kind: 'scheduled', chat })
      return true
    }
    case 'updateDeleteScheduledMessages': {
      const chat = peerId(update.peer)
      for (const id of update.messages) state.unset('messages', messageKey(chat, id, true))
      state.event({ kind: 'scheduled', chat })
      return true
    }
    case 'updateMessageReactions':
      reactions(session, update)
      return true
    case 'updateMessagePoll':
      poll(session, update)
      return true
    case 'updateWebPage':
    case 'updateChannelWebPage': {
      const preview = projectPreview({ _: 'messageMediaWebPage', webpage: update.webpage })
      for (const [key, message] of state.tables.messages) {
        if (preview && message.preview?.url === preview.url) state.change('messages', key, { preview })
      }
      return true
    }
    case 'updateChannelMessageViews':
      state.change('messages', messageKey(channelId(update.channelId), update.id), { views: update.views })
      return true
    case 'updateChannelMessageForwards':
      state.change('messages', messageKey(channelId(update.channelId), update.id), { forwards: update.forwards })
      return true
    case 'updatePinnedMessages':
    case 'updatePinnedChannelMessages': {
      const chat = update._ === 'updatePinnedMessages' ? peerId(update.peer) : channelId(update.channelId)
      for (const id of update.messages) {
        state.change('messages', messageKey(chat, id), { pinned: update.pinned === true })
      }
      state.event({ kind: 'changed', what: 'full', chat })
      return true
    }
    default:
      return false
  }
}

function arrive(session: Session, message: tl.TypeMessage): void {
  const { state } = session
  const chat = chatOf(message)
  const id = putMessage(state, message)
  if (chat === undefined || id === undefined || message._ === 'messageEmpty') return
  // What one writes to oneself is not news.
  const mine = message.out === true || (state.auth.kind === 'in' && chat === state.auth.me)
  const dialog = state.get('dialogs', chat)
  if (!dialog) void refreshDialogs(session, [chat]).catch(() => undefined)
  else if (id > dialog.top) {
    state.set('dialogs', chat, {
      ...dialog,
      top: id,
      date: Math.max(message.date, dialog.draft?.date ?? 0),
      unread: mine || id <= dialog.readIn ? dialog.unread : dialog.unread + 1,
      mentions: message.mentioned && message.mediaUnread ? dialog.mentions + 1 : dialog.mentions,
    })
  }
  typed(session, chat, message.fromId ? peerId(message.fromId) : chat)
  const loud = !mine && message.silent !== true
  state.event({ kind: 'new', chat, id, loud })
  const full = message._ === 'messageService' && changesChat.has(message.action._)
  if (full) state.event({ kind: 'changed', what: 'full', chat })
}

/** In which chats of the common box messages are. */
export function privateChats(session: Session, ids: readonly number[]): Map<PeerId, number[]> {
  const wanted = new Set(ids)
  const found = new Map<PeerId, number[]>()
  for (const message of session.state.tables.messages.values()) {
    if (message.scheduled || isChannel(message.chat) || !wanted.has(message.id)) continue
    found.set(message.chat, [...(found.get(message.chat) ?? []), message.id])
  }
  return found
}

function gone(session: Session, chats: ReadonlyMap<PeerId, readonly number[]>): void {
  const { state } = session
  const changed: PeerId[] = []
  for (const [chat, ids] of chats) {
    for (const id of ids) state.unset('messages', messageKey(chat, id))
    state.event({ kind: 'gone', chat, ids })
    const dialog = state.get('dialogs', chat)
    if (dialog && (ids.includes(dialog.top) || ids.some((id) => id > dialog.readIn))) changed.push(chat)
  }
  if (changed.length > 0) void refreshDialogs(session, changed).catch(() => undefined)
}

function reactions(session: Session, update: tl.RawUpdateMessageReactions): void {
  const { state } = session
  const chat = peerId(update.peer)
  const key = messageKey(chat, update.msgId)
  const old = state.get('messages', key)
  const unread = hasUnread(update.reactions)
  if (old) {
    const reactions = projectReactions(update.reactions, old.reactions)
    state.set('messages', key, { ...old, reactions, unread: unread || (old.mentioned && old.unread) })
  }
  // How many are unseen is told by the server alone, of messages that are one's own.
  if (unread || old?.unread) void refreshDialogs(session, [chat]).catch(() => undefined)
}

function poll(session: Session, update: tl.RawUpdateMessagePoll): void {
  const { state } = session
  const id = update.pollId.toString()
  for (const [key, message] of state.tables.messages) {
    if (message.body.kind !== 'poll' || message.body.poll.id !== id) continue
    const old = message.body.poll
    const poll = update.poll
      ? projectPoll(update.poll, update.results, old)
      : { ...old, ...pollResults(old, update.results) }
    state.set('messages', key, { ...message, body: { kind: 'poll', poll } })
  }
}

/** Actions after which what is known of a chat is old. */
const changesChat = new Set<string>([
  'messageActionChatAddUser',
  'messageActionChatDeleteUser',
  'messageActionChatJoinedByLink',
  'messageActionChatJoinedByRequest',
  'messageActionPinMessage',
  'messageActionChatMigrateTo',
  'messageActionTopicCreate',
  'messageActionTopicEdit',
])

/** Votes that came without the poll itself. */
function pollResults(old: Poll, results: tl.TypePollResults) {
  const votes = new Map((results.results ?? []).map((r) => [hex(r.option), r]))
  return {
    total: results.totalVoters ?? old.total,
    options: old.options.map((option) => {
      const result = votes.get(option.option)
      if (!result) return option
      return {
        ...option,
        votes: result.voters,
        chosen: results.min ? option.chosen : result.chosen === true,
        correct: results.min ? option.correct : result.correct === true,
      }
    }),
  }
}
