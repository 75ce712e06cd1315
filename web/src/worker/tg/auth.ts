import { tl } from '@mtcute/web'
import type { AuthApi, CodeSent, SignedIn } from '../../api/auth'
import { ApiError } from '../../api/client'
import { projectPeers } from '../project/peer'
import type { Session } from '../session'

function via(type: tl.auth.TypeSentCodeType): CodeSent['via'] {
  switch (type._) {
    case 'auth.sentCodeTypeApp':
      return 'app'
    case 'auth.sentCodeTypeSms':
      return 'sms'
    case 'auth.sentCodeTypeCall':
      return 'call'
    case 'auth.sentCodeTypeEmailCode':
      return 'email'
    default:
      return 'other'
  }
}

function sent(code: tl.auth.TypeSentCode): CodeSent {
  if (code._ !== 'auth.sentCode') throw new ApiError({ code: 400, text: 'UPDATE_APP_TO_LOGIN' })
  return {
    hash: code.phoneCodeHash,
    via: via(code.type),
    ...('length' in code.type ? { length: code.type.length } : {}),
    ...(code.timeout === undefined ? {} : { timeout: code.timeout }),
  }
}

export function authMethods(session: Session, signedIn: (me: number) => Promise<void>): AuthApi {
  const { client, state } = session

  const settle = async (auth: tl.auth.TypeAuthorization): Promise<SignedIn> => {
    if (auth._ === 'auth.authorizationSignUpRequired') {
      return { kind: 'signUp', ...(auth.termsOfService ? { terms: auth.termsOfService.text } : {}) }
    }
    const me = await client.notifyLoggedIn(auth)
    projectPeers(state, [me], [])
    await signedIn(me.id)
    return { kind: 'in', me: me.id }
  }

  return {
    server: async () => session.server,
    sendCode: async ({ phone }) => {
      const { id, hash } = await client.getApiCredentials()
      return sent(
        await client.call({
          _: 'auth.sendCode',
          phoneNumber: phone,
          apiId: id,
          apiHash: hash,
          settings: { _: 'codeSettings' },
        }),
      )
    },
    resendCode: async ({ phone, hash }) =>
      sent(await client.call({ _: 'auth.resendCode', phoneNumber: phone, phoneCodeHash: hash })),
    signIn: async ({ phone, hash, code }) => {
      try {
        return await settle(
          await client.call({ _: 'auth.signIn', phoneNumber: phone, phoneCodeHash: hash, phoneCode: code }),
        )
      } catch (error) {
        if (!tl.RpcError.is(error, 'SESSION_PASSWORD_NEEDED')) throw error
        const password = await client.call({ _: 'account.getPassword' })
        return { kind: 'password', ...(password.hint ? { hint: password.hint } : {}) }
      }
    },
    signUp: async ({ phone, hash, firstName, lastName }) =>
      settle(await client.call({ _: 'auth.signUp', phoneNumber: phone, phoneCodeHash: hash, firstName, lastName })),
    checkPassword: async ({ password }) => {
      const srp = await client.computeSrpParams(await client.call({ _: 'account.getPassword' }), password)
      return settle(await client.call({ _: 'auth.checkPassword', password: srp }))
    },
    logOut: async () => {
      // Who is offline logs out of this browser all the same.
      await client.call({ _: 'auth.logOut' }, { timeout: 5000, maxRetryCount: 0 }).catch(() => undefined)
      await session.forget()
    },
  }
}
