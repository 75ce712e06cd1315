// TDLib's own view of an account, told in the words of what the web client's page
// shows.
import { Device } from './device.mjs'

export const main = { _: 'chatListMain' }
export const archive = { _: 'chatListArchive' }

export class Account extends Device {
  // rows are the chats of a list in their order.
  async rows (list) {
    for (;;) {
      try {
        await this.call('loadChats', { chat_list: list, limit: 100 })
      } catch (e) {
        if (e.code === 404) break // all are there
        throw e
      }
    }
    const { chat_ids: ids } = await this.call('getChats', { chat_list: list, limit: 100 })
    return Promise.all(ids.map(async (id) => this.row(await this.call('getChat', { chat_id: id }), list)))
  }

  row (chat, list) {
    const draft = chat.draft_message?.content.text.text
    return {
      title: chat.id === this.me.id ? 'Saved Messages' : chat.title,
      unread: chat.unread_count,
      marked: chat.is_marked_as_unread && chat.unread_count === 0,
      muted: chat.notification_settings.mute_for > 0,
      pinned: chat.positions.find((p) => p.list._ === list._ && p.list.chat_folder_id === list.chat_folder_id)?.is_pinned ?? false,
      at: Math.max(chat.last_message?.date ?? 0, chat.draft_message?.date ?? 0),
      last: draft !== undefined ? `Draft: ${draft.replace(/\s+/g, ' ')}` : this.line(chat),
    }
  }

  // line is the last message as a list shows it; undefined is not compared.
  line ({ last_message: last, type }) {
    if (last?.content._ !== 'messageText') return undefined
    const text = last.content.text.text.replace(/\s+/g, ' ')
    if (type._ !== 'chatTypeBasicGroup' && type._ !== 'chatTypeSupergroup') return text
    return last.is_outgoing ? `You: ${text}` : `${this.nameOf(last.sender_id.user_id)}: ${text}`
  }

  nameOf (user) { return this.updates.findLast((u) => u._ === 'updateUser' && u.user.id === user)?.user.first_name }

  folders () {
    const told = this.updates.findLast((u) => u._ === 'updateChatFolders')
    return told?.chat_folders.map((f) => ({ id: f.id, title: f.name.text.text })) ?? []
  }

  // messages are those of a chat, oldest first, and what is pinned there.
  async messages (id) {
    const chat = await this.call('getChat', { chat_id: id })
    const all = (await this.history(id)).reverse().map((m) => {
      const poll = m.content._ === 'messagePoll' ? m.content.poll : undefined
      const text = m.content._ === 'messageText' ? m.content.text.text : poll?.question.text
      if (text === undefined) return { service: true }
      return {
        text,
        out: m.is_outgoing,
        edited: m.edit_date > 0 && !poll,
        read: m.is_outgoing && m.id <= chat.last_read_outbox_message_id,
        sent: m.sending_state === undefined || m.sending_state === null,
        reactions: m.interaction_info?.reactions?.reactions.map((r) => `${r.type.emoji}${r.is_chosen ? ' by me' : ''}`) ?? [],
        votes: poll?.options.filter((o) => o.is_chosen).map((o) => o.text.text) ?? [],
      }
    })
    const pinned = await this.call('getChatPinnedMessage', { chat_id: id }).catch((e) => {
      if (e.code !== 404) throw e
    })
    return { all, pinned: pinned?.content.text.text ?? '' }
  }

  // id is that of a message by its text.
  async id (chat, text) {
    const m = (await this.history(chat)).find((m) => (m.content.text?.text ?? m.content.poll?.question.text) === text)
    if (!m) throw new Error(`TDLib has no "${text}"`)
    return m.id
  }
}
