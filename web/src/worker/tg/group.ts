import { tl } from '@mtcute/web'
import { ApiError } from '../../api/client'
import type { AllowedReactions } from '../../api/full'
import type { GroupApi } from '../../api/group'
import type { PeerId } from '../../api/peer'
import { inputChannel, inputPeer, inputUser } from '../peers'
import { missingOf, toBannedRights } from '../project/members'
import { isChannel, projectGroup } from '../project/peer'
import { apply, know, type Session } from '../session'
import { refreshDialogs } from './dialogs'

const toReactions = (allowed: AllowedReactions): tl.TypeChatReactions => {
  switch (allowed.kind) {
    case 'all':
      return { _: 'chatReactionsAll' }
    case 'some':
      return {
        _: 'chatReactionsSome',
        reactions: allowed.emoji.map((emoticon) => ({ _: 'reactionEmoji', emoticon })),
      }
    case 'none':
      return { _: 'chatReactionsNone' }
  }
}

/** Takes over what a method made; answers the chat of it that is new. */
async function made(session: Session, updates: tl.TypeUpdates, kind: 'chat' | 'channel'): Promise<PeerId> {
  if (updates._ !== 'updates' && updates._ !== 'updatesCombined') throw new ApiError({ code: 0, text: 'NO_CHAT' })
  know(session, updates)
  apply(session, updates)
  const chat = updates.chats.find((one) => one._ === kind)
  if (!chat) throw new ApiError({ code: 0, text: 'NO_CHAT' })
  const { id } = projectGroup(chat)
  await refreshDialogs(session, [id])
  return id
}

/** Changes that come together are asked about once. */
const pause = 100

const asked = new WeakMap<Session, Set<PeerId>>()

/**
 * Learns anew what a group or channel is to the reader: what the server tells of it by
 * itself is the same for all. `then` is called with or without an answer.
 */
export function refreshChannel(session: Session, chat: PeerId, then: () => void): void {
  const now = asked.get(session) ?? new Set()
  asked.set(session, now)
  if (now.has(chat)) return
  now.add(chat)
  const ask = async () => {
    const id = [await inputChannel(session, chat)]
    const { chats } = await session.client.call({ _: 'channels.getChannels', id })
    know(session, { users: [], chats })
  }
  setTimeout(() => {
    now.delete(chat)
    ask()
      .catch(() => undefined)
      .then(then)
  }, pause)
}

/** Something about a chat that one does not mind if it is so already. */
async function unlessSo(doing: Promise<unknown>): Promise<void> {
  try {
    await doing
  } catch (error) {
    if (!tl.RpcError.is(error, 'CHAT_NOT_MODIFIED') && !tl.RpcError.is(error, 'CHAT_ABOUT_NOT_MODIFIED')) throw error
  }
}

export function groupMethods(session: Session): GroupApi {
  const { client } = session
  /** A switch of a supergroup or channel. */
  const change = async (updates: Promise<tl.TypeUpdates>) => unlessSo(updates.then((u) => apply(session, u)))
  const channel = (chat: PeerId) => inputChannel(session, chat)
  const peer = (chat: PeerId) => inputPeer(session, chat)
  const full = (chat: PeerId) => session.state.event({ kind: 'changed', what: 'full', chat })

  return {
    createGroup: async ({ title, users, ttl }) => {
      const inputs: tl.TypeInputUser[] = []
      for (const user of users) inputs.push(await inputUser(session, user))
      const answer = await client.call({
        _: 'messages.createChat',
        title,
        users: inputs,
        ...(ttl ? { ttlPeriod: ttl } : {}),
      })
      return { chat: await made(session, answer.updates, 'chat'), missing: missingOf(answer.missingInvitees) }
    },
    createChannel: async ({ kind, title, about, forum }) =>
      made(
        session,
        await client.call({
          _: 'channels.createChannel',
          ...(kind === 'channel' ? { broadcast: true } : { megagroup: true }),
          ...(forum ? { forum: true } : {}),
          title,
          about,
        }),
        'channel',
      ),
    migrate: async ({ chat }) =>
      made(session, await client.call({ _: 'messages.migrateChat', chatId: -chat }), 'channel'),
    setTitle: async ({ chat, title }) =>
      change(
        isChannel(chat)
          ? client.call({ _: 'channels.editTitle', channel: await channel(chat), title })
          : client.call({ _: 'messages.editChatTitle', chatId: -chat, title }),
      ),
    setAbout: async ({ chat, about }) => {
      await unlessSo(client.call({ _: 'messages.editChatAbout', peer: await peer(chat), about }))
      full(chat)
    },
    checkChatUsername: async ({ chat, username }) =>
      client.call({
        _: 'channels.checkUsername',
        channel: chat === undefined ? { _: 'inputChannelEmpty' } : await channel(chat),
        username,
      }),
    setChatUsername: async ({ chat, username }) => {
      try {
        await client.call({ _: 'channels.updateUsername', channel: await channel(chat), username })
      } catch (error) {
        if (!tl.RpcError.is(error, 'USERNAME_NOT_MODIFIED')) throw error
      }
      full(chat)
    },
    setSignatures: async ({ chat, on }) =>
      change(
        client.call({
          _: 'channels.toggleSignatures',
          channel: await channel(chat),
          ...(on ? { signaturesEnabled: true } : {}),
        }),
      ),
    setJoinToSend: async ({ chat, on }) =>
      change(client.call({ _: 'channels.toggleJoinToSend', channel: await channel(chat), enabled: on })),
    setJoinRequest: async ({ chat, on }) =>
      change(client.call({ _: 'channels.toggleJoinRequest', channel: await channel(chat), enabled: on })),
    setNoForwards: async ({ chat, on }) =>
      change(client.call({ _: 'messages.toggleNoForwards', peer: await peer(chat), enabled: on })),
    setHiddenHistory: async ({ chat, on }) =>
      change(client.call({ _: 'channels.togglePreHistoryHidden', channel: await channel(chat), enabled: on })),
    setHiddenMembers: async ({ chat, on }) =>
      change(client.call({ _: 'channels.toggleParticipantsHidden', channel: await channel(chat), enabled: on })),
    setAllowedReactions: async ({ chat, allowed }) =>
      change(
        client.call({
          _: 'messages.setChatAvailableReactions',
          peer: await peer(chat),
          availableReactions: toReactions(allowed),
        }),
      ),
    setSlowMode: async ({ chat, seconds }) =>
      change(client.call({ _: 'channels.toggleSlowMode', channel: await channel(chat), seconds })),
    setDefaultBanned: async ({ chat, rights }) =>
      change(
        client.call({
          _: 'messages.editChatDefaultBannedRights',
          peer: await peer(chat),
          bannedRights: toBannedRights(rights),
        }),
      ),
    setForum: async ({ chat, on }) =>
      change(client.call({ _: 'channels.toggleForum', channel: await channel(chat), enabled: on, tabs: false })),
    discussionGroups: async () => {
      const { chats } = await client.call({ _: 'channels.getGroupsForDiscussion' })
      know(session, { users: [], chats })
      return chats.map((chat) => projectGroup(chat).id)
    },
    setDiscussion: async ({ channel: id, group }) => {
      await client.call({
        _: 'channels.setDiscussionGroup',
        broadcast: await channel(id),
        group: group === undefined ? { _: 'inputChannelEmpty' } : await channel(group),
      })
      full(id)
      if (group !== undefined) full(group)
    },
    setTtl: async ({ chat, seconds }) =>
      change(client.call({ _: 'messages.setHistoryTTL', peer: await peer(chat), period: seconds })),
    deleteGroup: async ({ chat }) => {
      if (isChannel(chat)) {
        apply(session, await client.call({ _: 'channels.deleteChannel', channel: await channel(chat) }))
      } else {
        await client.call({ _: 'messages.deleteChat', chatId: -chat })
      }
      session.state.unset('dialogs', chat)
    },
  }
}
