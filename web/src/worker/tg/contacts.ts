import { Long, type tl } from '@mtcute/web'
import type { ContactsApi } from '../../api/contacts'
import { inputPeer, inputUser } from '../peers'
import { peerId } from '../project/peer'
import { apply, know, type Session } from '../session'

export function contactsMethods(session: Session): ContactsApi {
  const { client, state } = session
  return {
    loadContacts: async () => {
      const answer = await client.call({ _: 'contacts.getContacts', hash: Long.ZERO })
      if (answer._ === 'contacts.contactsNotModified') return
      know(session, { users: answer.users, chats: [] })
      const now = new Set(answer.contacts.map((contact) => contact.userId))
      for (const peer of state.tables.peers.values()) {
        if (peer.kind === 'user' && peer.contact && !now.has(peer.id)) state.set('peers', peer.id, unlisted(peer))
      }
    },
    importContact: async ({ phone, firstName, lastName }) => {
      const contact: tl.TypeInputContact = {
        _: 'inputPhoneContact',
        clientId: Long.ZERO,
        phone,
        firstName,
        lastName,
      }
      const answer = await client.call({ _: 'contacts.importContacts', contacts: [contact] })
      know(session, { users: answer.users, chats: [] })
      state.event({ kind: 'changed', what: 'contacts' })
      return answer.imported[0]?.userId
    },
    addContact: async ({ user, firstName, lastName, share }) => {
      const id = await inputUser(session, user)
      apply(
        session,
        await client.call({
          _: 'contacts.addContact',
          id,
          firstName,
          lastName,
          phone: '',
          ...(share ? { addPhonePrivacyException: true } : {}),
        }),
      )
      state.event({ kind: 'changed', what: 'contacts' })
    },
    deleteContacts: async ({ users }) => {
      const id: tl.TypeInputUser[] = []
      for (const user of users) id.push(await inputUser(session, user))
      apply(session, await client.call({ _: 'contacts.deleteContacts', id }))
      state.event({ kind: 'changed', what: 'contacts' })
    },
    blocked: async ({ offset, limit }) => {
      const answer = await client.call({ _: 'contacts.getBlocked', offset, limit })
      know(session, answer)
      const ids = answer.blocked.map((one) => peerId(one.peerId))
      return { ids, count: answer._ === 'contacts.blocked' ? ids.length : answer.count }
    },
    setBlocked: async ({ peer, blocked }) => {
      const id = await inputPeer(session, peer)
      await client.call({ _: blocked ? 'contacts.block' : 'contacts.unblock', id })
      state.event({ kind: 'changed', what: 'blocked' })
      state.event({ kind: 'changed', what: 'full', chat: peer })
    },
    topPeers: async ({ limit }) => {
      const answer = await client.call({
        _: 'contacts.getTopPeers',
        correspondents: true,
        offset: 0,
        limit,
        hash: Long.ZERO,
      })
      if (answer._ === 'contacts.topPeersDisabled') return undefined
      if (answer._ === 'contacts.topPeersNotModified') return []
      know(session, answer)
      return answer.categories.flatMap((category) => category.peers.map((top) => peerId(top.peer)))
    },
    forgetTopPeer: async ({ peer }) => {
      await client.call({
        _: 'contacts.resetTopPeerRating',
        category: { _: 'topPeerCategoryCorrespondents' },
        peer: await inputPeer(session, peer),
      })
    },
  }
}

const unlisted = <U extends { contact: boolean; mutual: boolean }>(user: U): U => ({
  ...user,
  contact: false,
  mutual: false,
})
