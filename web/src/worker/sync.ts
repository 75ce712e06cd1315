import type { tl } from '@mtcute/web'
import type { Typing } from '../api/dialog'
import { messageKey } from '../api/message'
import type { PeerId } from '../api/peer'
import { projectPoll, projectPreview } from './project/body'
import { projectDraft } from './project/dialog'
import { chatOf, hasUnread, projectReactions, putMessage } from './project/message'
import { channelId, groupId, isChannel, peerId, projectPresence, projectStrangers, userId } from './project/peer'
import type { Session } from './session'
import { refreshDialogs, refreshFolders, refreshPinned } from './tg/dialogs'
import { putDraft } from './tg/drafts'
import { refreshChannel } from './tg/group'
import { syncTopics } from './topics'

/** How long somebody types without saying so again. */
const typingFor = 6000

/** Applies what the server tells, in its order. */
export class Sync {
  constructor(private readonly session: Session) {}

  /** `users` and `chats` are those that the library has for the update: perhaps of long ago. */
  take(update: tl.TypeUpdate, users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): void {
    projectStrangers(this.session.state, users, chats)
    syncTopics(this.session, update)
    if (this.#messages(update) || this.#marks(update) || this.#lists(update) || this.#people(update)) return
    this.#others(update)
  }

  #messages(update: tl.TypeUpdate): boolean {
    const { state } = this.session
    switch (update._) {
      case 'updateNewMessage':
      case 'updateNewChannelMessage':
        this.#new(update.message)
        return true
      case 'updateEditMessage':
      case 'updateEditChannelMessage':
        putMessage(state, update.message)
        return true
      case 'updateDeleteMessages':
        this.#gone(this.#privateChats(update.messages))
        return true
      case 'updateDeleteChannelMessages':
        this.#gone(new Map([[channelId(update.channelId), update.messages]]))
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
        this.#reactions(update)
        return true
      case 'updateMessagePoll':
        this.#poll(update)
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

  #new(message: tl.TypeMessage): void {
    const { state } = this.session
    const chat = chatOf(message)
    const id = putMessage(state, message)
    if (chat === undefined || id === undefined || message._ === 'messageEmpty') return
    const dialog = state.get('dialogs', chat)
    if (!dialog) void refreshDialogs(this.session, [chat]).catch(() => undefined)
    else if (id > dialog.top) {
      const mine = message.out === true
      state.set('dialogs', chat, {
        ...dialog,
        top: id,
        date: Math.max(message.date, dialog.draft?.date ?? 0),
        unread: mine || id <= dialog.readIn ? dialog.unread : dialog.unread + 1,
        mentions: message.mentioned && message.mediaUnread ? dialog.mentions + 1 : dialog.mentions,
      })
    }
    this.#typed(chat, message.fromId ? peerId(message.fromId) : chat)
    const loud = message.out !== true && message.silent !== true
    state.event({ kind: 'new', chat, id, loud })
    const full = message._ === 'messageService' && changesChat.has(message.action._)
    if (full) state.event({ kind: 'changed', what: 'full', chat })
  }

  /** In which chats of the common box messages are. */
  #privateChats(ids: readonly number[]): Map<PeerId, number[]> {
    const wanted = new Set(ids)
    const found = new Map<PeerId, number[]>()
    for (const message of this.session.state.tables.messages.values()) {
      if (message.scheduled || isChannel(message.chat) || !wanted.has(message.id)) continue
      found.set(message.chat, [...(found.get(message.chat) ?? []), message.id])
    }
    return found
  }

  #gone(chats: ReadonlyMap<PeerId, readonly number[]>): void {
    const { state } = this.session
    const changed: PeerId[] = []
    for (const [chat, ids] of chats) {
      for (const id of ids) state.unset('messages', messageKey(chat, id))
      state.event({ kind: 'gone', chat, ids })
      const dialog = state.get('dialogs', chat)
      if (dialog && (ids.includes(dialog.top) || ids.some((id) => id > dialog.readIn))) changed.push(chat)
    }
    if (changed.length > 0) void refreshDialogs(this.session, changed).catch(() => undefined)
  }

  #reactions(update: tl.RawUpdateMessageReactions): void {
    const { state } = this.session
    const chat = peerId(update.peer)
    const key = messageKey(chat, update.msgId)
    const old = state.get('messages', key)
    const unread = hasUnread(update.reactions)
    if (old) {
      const reactions = projectReactions(update.reactions, old.reactions)
      state.set('messages', key, { ...old, reactions, unread: unread || (old.mentioned && old.unread) })
    }
    // How many are unseen is told by the server alone, of messages that are one's own.
    if (unread || old?.unread) void refreshDialogs(this.session, [chat]).catch(() => undefined)
  }

  #poll(update: tl.RawUpdateMessagePoll): void {
    const { state } = this.session
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

  #marks(update: tl.TypeUpdate): boolean {
    const { state } = this.session
    switch (update._) {
      case 'updateReadHistoryInbox':
        if (update.topMsgId === undefined) this.#readIn(peerId(update.peer), update.maxId, update.stillUnreadCount)
        return true
      case 'updateReadChannelInbox':
        this.#readIn(channelId(update.channelId), update.maxId, update.stillUnreadCount)
        return true
      case 'updateReadHistoryOutbox':
        this.#readOut(peerId(update.peer), update.maxId)
        return true
      case 'updateReadChannelOutbox':
        this.#readOut(channelId(update.channelId), update.maxId)
        return true
      case 'updateReadMessagesContents':
        for (const [chat, ids] of this.#privateChats(update.messages)) this.#contents(chat, ids)
        return true
      case 'updateChannelReadMessagesContents':
        this.#contents(channelId(update.channelId), update.messages)
        return true
      case 'updateReadChannelDiscussionInbox':
      case 'updateReadChannelDiscussionOutbox':
        return true
      case 'updateDialogUnreadMark':
        if (update.peer._ === 'dialogPeer') {
          state.change('dialogs', peerId(update.peer.peer), { marked: update.unread === true })
        }
        return true
      default:
        return false
    }
  }

  #readIn(chat: PeerId, upTo: number, unread: number): void {
    this.session.state.change('dialogs', chat, { readIn: upTo, unread, marked: false })
  }

  #readOut(chat: PeerId, upTo: number): void {
    this.session.state.change('dialogs', chat, { readOut: upTo })
  }

  #contents(chat: PeerId, ids: readonly number[]): void {
    for (const id of ids) this.session.state.change('messages', messageKey(chat, id), { unread: false })
    void refreshDialogs(this.session, [chat]).catch(() => undefined)
  }

  #lists(update: tl.TypeUpdate): boolean {
    const { state } = this.session
    switch (update._) {
      case 'updateDialogPinned':
      case 'updatePinnedDialogs':
        void refreshPinned(this.session, update.folderId === 1).catch(() => undefined)
        return true
      case 'updateFolderPeers':
        for (const { peer, folderId } of update.folderPeers) {
          const chat = peerId(peer)
          if (state.get('dialogs', chat)) state.change('dialogs', chat, { archived: folderId === 1, pinned: 0 })
          else void refreshDialogs(this.session, [chat]).catch(() => undefined)
        }
        return true
      case 'updateDraftMessage':
        putDraft(state, peerId(update.peer), update.topMsgId, projectDraft(update.draft))
        state.event({ kind: 'changed', what: 'drafts' })
        return true
      case 'updateNotifySettings':
        if (update.peer._ === 'notifyPeer') {
          state.change('dialogs', peerId(update.peer.peer), { mutedUntil: update.notifySettings.muteUntil ?? 0 })
        }
        state.event({ kind: 'changed', what: 'notify' })
        return true
      case 'updateDialogFilter':
      case 'updateDialogFilters':
      case 'updateDialogFilterOrder':
        void refreshFolders(this.session).catch(() => undefined)
        return true
      case 'updatePeerHistoryTTL': {
        const chat = peerId(update.peer)
        const dialog = state.get('dialogs', chat)
        if (dialog) {
          const { ttl: _, ...rest } = dialog
          state.set('dialogs', chat, update.ttlPeriod ? { ...rest, ttl: update.ttlPeriod } : rest)
        }
        return true
      }
      default:
        return false
    }
  }

  #people(update: tl.TypeUpdate): boolean {
    const { state } = this.session
    switch (update._) {
      case 'updateUserStatus': {
        const user = state.get('peers', update.userId)
        if (user?.kind === 'user') state.set('peers', user.id, { ...user, presence: projectPresence(update.status) })
        return true
      }
      case 'updateUserTyping':
        this.#typing(userId(update.userId), userId(update.userId), update.action, update.topMsgId)
        return true
      case 'updateChatUserTyping':
        this.#typing(groupId(update.chatId), peerId(update.fromId), update.action)
        return true
      case 'updateChannelUserTyping':
        this.#typing(channelId(update.channelId), peerId(update.fromId), update.action, update.topMsgId)
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

  #typing(chat: PeerId, who: PeerId, action: tl.TypeSendMessageAction, topic?: number): void {
    if (action._ === 'sendMessageCancelAction') {
      this.#typed(chat, who)
      return
    }
    const { state } = this.session
    const until = Date.now() + typingFor
    const what = typingKinds[action._] ?? 'other'
    const others = (state.get('typing', chat) ?? []).filter((t) => t.who !== who)
    state.set('typing', chat, [...others, { who, what, until, ...(topic === undefined ? {} : { topic }) }])
    setTimeout(() => this.#expire(chat), typingFor + 50)
  }

  #typed(chat: PeerId, who: PeerId): void {
    const now = this.session.state.get('typing', chat)
    if (now?.some((t) => t.who === who))
      this.#setTyping(
        chat,
        now.filter((t) => t.who !== who),
      )
  }

  #expire(chat: PeerId): void {
    const now = this.session.state.get('typing', chat)
    if (now)
      this.#setTyping(
        chat,
        now.filter((t) => t.until > Date.now()),
      )
  }

  #setTyping(chat: PeerId, typing: readonly Typing[]): void {
    if (typing.length === 0) this.session.state.unset('typing', chat)
    else this.session.state.set('typing', chat, typing)
  }

  #others(update: tl.TypeUpdate): void {
    const { state } = this.session
    switch (update._) {
      case 'updateChat':
        this.#chatChanged(groupId(update.chatId))
        return
      case 'updateChannel':
        refreshChannel(this.session, channelId(update.channelId), () => this.#chatChanged(channelId(update.channelId)))
        return
      case 'updateChatParticipants':
        state.event({ kind: 'changed', what: 'full', chat: groupId(update.participants.chatId) })
        return
      case 'updateChannelParticipant':
        state.event({ kind: 'changed', what: 'full', chat: channelId(update.channelId) })
        return
      case 'updateChatDefaultBannedRights':
      case 'updatePeerSettings':
      case 'updatePendingJoinRequests':
        state.event({ kind: 'changed', what: 'full', chat: peerId(update.peer) })
        return
      case 'updatePeerBlocked':
        state.event({ kind: 'changed', what: 'blocked' })
        state.event({ kind: 'changed', what: 'full', chat: peerId(update.peerId) })
        return
      case 'updatePrivacy':
        state.event({ kind: 'changed', what: 'privacy' })
        return
      case 'updateNewAuthorization':
        state.event({ kind: 'changed', what: 'sessions' })
        return
      case 'updateContactsReset':
        state.event({ kind: 'changed', what: 'contacts' })
        return
      case 'updateLangPack':
      case 'updateLangPackTooLong':
        state.event({ kind: 'changed', what: 'lang' })
        return
      case 'updateRecentReactions':
        state.event({ kind: 'changed', what: 'reactions' })
        return
      case 'updateServiceNotification':
        if (update.popup) state.event({ kind: 'notice', text: update.message })
        return
    }
  }

  /** A chat whose state changed, perhaps one that the reader is no longer in. */
  #chatChanged(chat: PeerId): void {
    const { state } = this.session
    state.event({ kind: 'changed', what: 'full', chat })
    const peer = state.get('peers', chat)
    if (peer?.kind !== 'user' && (peer?.forbidden || peer?.left)) {
      if (!peer.basic) state.unset('dialogs', chat)
      return
    }
    if (state.get('dialogs', chat) === undefined) void refreshDialogs(this.session, [chat]).catch(() => undefined)
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

const typingKinds: Partial<Record<tl.TypeSendMessageAction['_'], Typing['what']>> = {
  sendMessageTypingAction: 'typing',
  sendMessageChooseStickerAction: 'choosing',
  sendMessageGeoLocationAction: 'location',
  sendMessageChooseContactAction: 'contact',
  sendMessageGamePlayAction: 'game',
}

/** Votes that came without the poll itself. */
function pollResults(old: import('../api/message').Poll, results: tl.TypePollResults) {
  const votes = new Map(
    (results.results ?? []).map((r) => [Array.from(r.option, (b) => b.toString(16).padStart(2, '0')).join(''), r]),
  )
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
