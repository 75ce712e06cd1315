import { Long, tl } from '@mtcute/web'
import type { Member, MemberFilter, MembersApi } from '../../api/members'
import type { BannedRights, PeerId } from '../../api/peer'
import { inputChannel, inputPeer, inputUser } from '../peers'
import { missingOf, projectParticipant, projectParticipants, toAdminRights, toBannedRights } from '../project/members'
import { isChannel } from '../project/peer'
import { apply, know, type Session } from '../session'

const filterOf = (filter: MemberFilter, q: string): tl.TypeChannelParticipantsFilter => {
  switch (filter) {
    case 'recent':
      return q === '' ? { _: 'channelParticipantsRecent' } : { _: 'channelParticipantsSearch', q }
    case 'contacts':
      return { _: 'channelParticipantsContacts', q }
    case 'admins':
      return { _: 'channelParticipantsAdmins' }
    case 'restricted':
      return { _: 'channelParticipantsBanned', q }
    case 'removed':
      return { _: 'channelParticipantsKicked', q }
    case 'bots':
      return { _: 'channelParticipantsBots' }
  }
}

const allowed: BannedRights = {
  viewMessages: false,
  sendMessages: false,
  sendMedia: false,
  sendStickers: false,
  sendGifs: false,
  sendPolls: false,
  sendPlain: false,
  embedLinks: false,
  changeInfo: false,
  inviteUsers: false,
  pinMessages: false,
  manageTopics: false,
  until: 0,
}

/** The members of a basic group of a kind; they come all at once. */
async function basicMembers(session: Session, chat: PeerId, filter: MemberFilter, query: string): Promise<Member[]> {
  const answer = await session.client.call({ _: 'messages.getFullChat', chatId: -chat })
  know(session, answer)
  if (answer.fullChat._ !== 'chatFull') return []
  const wanted = query.trim().toLocaleLowerCase()
  return projectParticipants(answer.fullChat.participants).filter((member) => {
    const peer = session.state.get('peers', member.who)
    if (wanted !== '' && !peer?.name.toLocaleLowerCase().includes(wanted)) return false
    switch (filter) {
      case 'recent':
        return true
      case 'admins':
        return member.role === 'creator' || member.role === 'admin'
      case 'contacts':
        return peer?.kind === 'user' && peer.contact
      case 'bots':
        return peer?.kind === 'user' && peer.bot
      default:
        return false
    }
  })
}

/** Restricts somebody of a supergroup or channel. */
async function editBanned(session: Session, chat: PeerId, who: PeerId, rights: BannedRights): Promise<void> {
  apply(
    session,
    await session.client.call({
      _: 'channels.editBanned',
      channel: await inputChannel(session, chat),
      participant: await inputPeer(session, who),
      bannedRights: toBannedRights(rights),
    }),
  )
}

/** Adds people to a basic group one by one, as its method wants it. */
async function addToBasic(session: Session, chat: PeerId, users: readonly PeerId[]): Promise<PeerId[]> {
  const missing: PeerId[] = []
  for (const user of users) {
    try {
      const answer = await session.client.call({
        _: 'messages.addChatUser',
        chatId: -chat,
        userId: await inputUser(session, user),
        fwdLimit: 100,
      })
      apply(session, answer.updates)
      missing.push(...missingOf(answer.missingInvitees))
    } catch (error) {
      // One who cannot be added does not keep the others out; who is in already is no failure.
      if (tl.RpcError.is(error, 'USER_ALREADY_PARTICIPANT')) continue
      if (!tl.RpcError.is(error) || users.length === 1) throw error
      missing.push(user)
    }
  }
  return missing
}

export const membersMethods = (session: Session): MembersApi => ({
  members: async ({ chat, filter, query, offset, limit }) => {
    if (!isChannel(chat)) {
      const members = await basicMembers(session, chat, filter, query)
      return { members: members.slice(offset, offset + limit), count: members.length }
    }
    const answer = await session.client.call({
      _: 'channels.getParticipants',
      channel: await inputChannel(session, chat),
      filter: filterOf(filter, query),
      offset,
      limit,
      hash: Long.ZERO,
    })
    if (answer._ === 'channels.channelParticipantsNotModified') return { members: [], count: 0 }
    know(session, answer)
    return { members: answer.participants.map(projectParticipant), count: answer.count }
  },
  member: async ({ chat, who }) => {
    if (!isChannel(chat)) {
      const found = (await basicMembers(session, chat, 'recent', '')).find((member) => member.who === who)
      return found ?? { who, role: 'left', editable: false }
    }
    try {
      const answer = await session.client.call({
        _: 'channels.getParticipant',
        channel: await inputChannel(session, chat),
        participant: await inputPeer(session, who),
      })
      know(session, answer)
      return projectParticipant(answer.participant)
    } catch (error) {
      if (tl.RpcError.is(error, 'USER_NOT_PARTICIPANT')) return { who, role: 'left', editable: false }
      throw error
    }
  },
  addMembers: async ({ chat, users }) => {
    if (!isChannel(chat)) return addToBasic(session, chat, users)
    const inputs: tl.TypeInputUser[] = []
    for (const user of users) inputs.push(await inputUser(session, user))
    const answer = await session.client.call({
      _: 'channels.inviteToChannel',
      channel: await inputChannel(session, chat),
      users: inputs,
    })
    apply(session, answer.updates)
    return missingOf(answer.missingInvitees)
  },
  removeMember: async ({ chat, who }) => {
    if (isChannel(chat)) {
      await editBanned(session, chat, who, { ...allowed, viewMessages: true })
      return
    }
    const userId = await inputUser(session, who)
    apply(session, await session.client.call({ _: 'messages.deleteChatUser', chatId: -chat, userId }))
  },
  unban: ({ chat, who }) => editBanned(session, chat, who, allowed),
  restrict: ({ chat, who, rights }) => editBanned(session, chat, who, rights),
  setAdmin: async ({ chat, user, rights, rank }) => {
    const userId = await inputUser(session, user)
    if (!isChannel(chat)) {
      await session.client.call({
        _: 'messages.editChatAdmin',
        chatId: -chat,
        userId,
        isAdmin: rights !== undefined,
      })
      return
    }
    apply(
      session,
      await session.client.call({
        _: 'channels.editAdmin',
        channel: await inputChannel(session, chat),
        userId,
        adminRights: toAdminRights(rights),
        rank,
      }),
    )
  },
  deleteMessagesOf: async ({ chat, who }) => {
    const channel = await inputChannel(session, chat)
    const participant = await inputPeer(session, who)
    for (;;) {
      const answer = await session.client.call({ _: 'channels.deleteParticipantHistory', channel, participant })
      if (answer.offset === 0) return
    }
  },
  joinChat: async ({ chat }) => {
    apply(session, await session.client.call({ _: 'channels.joinChannel', channel: await inputChannel(session, chat) }))
  },
  leaveChat: async ({ chat, clear }) => {
    if (isChannel(chat)) {
      const channel = await inputChannel(session, chat)
      apply(session, await session.client.call({ _: 'channels.leaveChannel', channel }))
      return
    }
    const userId: tl.TypeInputUser = { _: 'inputUserSelf' }
    apply(session, await session.client.call({ _: 'messages.deleteChatUser', chatId: -chat, userId }))
    if (clear) {
      const peer = await inputPeer(session, chat)
      await session.client.call({ _: 'messages.deleteHistory', peer, maxId: 0 })
      session.state.unset('dialogs', chat)
    }
  },
  transferOwnership: async ({ chat, user }) => {
    apply(
      session,
      await session.client.call({
        _: 'channels.editCreator',
        channel: await inputChannel(session, chat),
        userId: await inputUser(session, user),
        password: { _: 'inputCheckPasswordEmpty' },
      }),
    )
  },
})
