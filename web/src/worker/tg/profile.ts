import { tl } from '@mtcute/web'
import type { ProfileApi } from '../../api/profile'
import { projectPeers } from '../project/peer'
import type { Session } from '../session'

export function profileMethods(session: Session): ProfileApi {
  const { client, state } = session
  /** The answer is oneself as one is now. */
  const became = (me: tl.TypeUser) => {
    projectPeers(state, [me], [])
    state.event({ kind: 'changed', what: 'full', chat: me.id })
  }
  return {
    editProfile: async (edit) => became(await client.call({ _: 'account.updateProfile', ...edit })),
    setBirthday: async ({ birthday }) => {
      await client.call({
        _: 'account.updateBirthday',
        ...(birthday ? { birthday: { _: 'birthday', ...birthday } } : {}),
      })
      if (state.auth.kind === 'in') state.event({ kind: 'changed', what: 'full', chat: state.auth.me })
    },
    checkUsername: async ({ username }) => {
      try {
        return await client.call({ _: 'account.checkUsername', username })
      } catch (error) {
        if (tl.RpcError.is(error, 'USERNAME_OCCUPIED')) return false
        throw error
      }
    },
    setUsername: async ({ username }) => {
      try {
        became(await client.call({ _: 'account.updateUsername', username }))
      } catch (error) {
        if (!tl.RpcError.is(error, 'USERNAME_NOT_MODIFIED')) throw error
      }
    },
    deleteAccount: async ({ reason }) => {
      await client.call({ _: 'account.deleteAccount', reason })
      await session.forget()
    },
  }
}
