import type { tl } from '@mtcute/web'
import { ApiError } from '../../api/client'
import type { Importer, Invite, InviteDraft, InvitesApi } from '../../api/invites'
import { inputPeer, inputUser } from '../peers'
import { userId } from '../project/peer'
import { apply, know, type Session } from '../session'

/** How many links or people one question brings. */
const pageSize = 50

/** A link as the page has it; undefined: it stands for joining a public chat by request. */
export function projectInvite(invite: tl.TypeExportedChatInvite): Invite | undefined {
  if (invite._ !== 'chatInviteExported') return undefined
  return {
    link: invite.link,
    ...(invite.title ? { title: invite.title } : {}),
    admin: userId(invite.adminId),
    date: invite.date,
    ...(invite.expireDate ? { expires: invite.expireDate } : {}),
    ...(invite.usageLimit ? { limit: invite.usageLimit } : {}),
    used: invite.usage ?? 0,
    approval: invite.requestNeeded === true,
    waiting: invite.requested ?? 0,
    revoked: invite.revoked === true,
    permanent: invite.permanent === true,
  }
}

function needed(invite: tl.TypeExportedChatInvite): Invite {
  const one = projectInvite(invite)
  if (!one) throw new ApiError({ code: 400, text: 'INVITE_HASH_INVALID' })
  return one
}

/** What a draft says; a limit and an approval exclude each other. */
const draftOf = (draft: InviteDraft) => ({
  title: draft.title,
  expireDate: draft.expires,
  usageLimit: draft.approval ? 0 : draft.limit,
  requestNeeded: draft.approval,
})

const projectImporter = (importer: tl.TypeChatInviteImporter): Importer => ({
  user: userId(importer.userId),
  date: importer.date,
  ...(importer.about ? { about: importer.about } : {}),
  ...(importer.approvedBy === undefined ? {} : { approvedBy: userId(importer.approvedBy) }),
})

export function invitesMethods(session: Session): InvitesApi {
  const { client } = session
  const edit = async (chat: number, link: string, change: Partial<tl.messages.RawEditExportedChatInviteRequest>) => {
    const answer = await client.call({
      _: 'messages.editExportedChatInvite',
      peer: await inputPeer(session, chat),
      link,
      ...change,
    })
    know(session, { users: answer.users, chats: [] })
    return needed(answer._ === 'messages.exportedChatInviteReplaced' ? answer.newInvite : answer.invite)
  }
  return {
    invites: async ({ chat, admin, revoked, after }) => {
      const answer = await client.call({
        _: 'messages.getExportedChatInvites',
        peer: await inputPeer(session, chat),
        adminId: admin === undefined ? { _: 'inputUserSelf' } : await inputUser(session, admin),
        ...(revoked ? { revoked: true } : {}),
        ...(after ? { offsetDate: after.date, offsetLink: after.link } : {}),
        limit: pageSize,
      })
      know(session, { users: answer.users, chats: [] })
      return { invites: answer.invites.map(projectInvite).filter((i) => i !== undefined), count: answer.count }
    },
    invite: async ({ chat, link }) => {
      const peer = await inputPeer(session, chat)
      const answer = await client.call({ _: 'messages.getExportedChatInvite', peer, link })
      know(session, { users: answer.users, chats: [] })
      return needed(answer.invite)
    },
    createInvite: async ({ chat, draft }) => {
      const { title, expireDate, usageLimit, requestNeeded } = draftOf(draft)
      const invite = await client.call({
        _: 'messages.exportChatInvite',
        peer: await inputPeer(session, chat),
        ...(title === '' ? {} : { title }),
        ...(expireDate === 0 ? {} : { expireDate }),
        ...(usageLimit === 0 ? {} : { usageLimit }),
        ...(requestNeeded ? { requestNeeded } : {}),
      })
      return needed(invite)
    },
    editInvite: ({ chat, link, draft }) => edit(chat, link, draftOf(draft)),
    revokeInvite: ({ chat, link }) => edit(chat, link, { revoked: true }),
    deleteInvite: async ({ chat, link }) => {
      await client.call({ _: 'messages.deleteExportedChatInvite', peer: await inputPeer(session, chat), link })
    },
    deleteRevokedInvites: async ({ chat, admin }) => {
      await client.call({
        _: 'messages.deleteRevokedExportedChatInvites',
        peer: await inputPeer(session, chat),
        adminId: admin === undefined ? { _: 'inputUserSelf' } : await inputUser(session, admin),
      })
    },
    adminsWithInvites: async ({ chat }) => {
      const answer = await client.call({ _: 'messages.getAdminsWithInvites', peer: await inputPeer(session, chat) })
      know(session, { users: answer.users, chats: [] })
      return answer.admins.map((a) => ({
        admin: userId(a.adminId),
        count: a.invitesCount,
        revoked: a.revokedInvitesCount,
      }))
    },
    importers: async ({ chat, link, waiting, query, after }) => {
      const answer = await client.call({
        _: 'messages.getChatInviteImporters',
        peer: await inputPeer(session, chat),
        ...(waiting ? { requested: true } : {}),
        ...(link === undefined ? {} : { link }),
        ...(query === '' ? {} : { q: query }),
        offsetDate: after?.date ?? 0,
        offsetUser: after ? await inputUser(session, after.user) : { _: 'inputUserEmpty' },
        limit: pageSize,
      })
      know(session, { users: answer.users, chats: [] })
      return { importers: answer.importers.map(projectImporter), count: answer.count }
    },
    answerRequest: async ({ chat, user, approve }) => {
      apply(
        session,
        await client.call({
          _: 'messages.hideChatJoinRequest',
          ...(approve ? { approved: true } : {}),
          peer: await inputPeer(session, chat),
          userId: await inputUser(session, user),
        }),
      )
      session.state.event({ kind: 'changed', what: 'full', chat })
    },
    answerAllRequests: async ({ chat, link, approve }) => {
      apply(
        session,
        await client.call({
          _: 'messages.hideAllChatJoinRequests',
          ...(approve ? { approved: true } : {}),
          peer: await inputPeer(session, chat),
          ...(link === undefined ? {} : { link }),
        }),
      )
      session.state.event({ kind: 'changed', what: 'full', chat })
    },
  }
}
