import { tl } from '@mtcute/web'
import type { AuthApi, CodeSent, Country, LoginToken, SignedIn } from '../../api/auth'
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
    ...(code.nextType === undefined ? {} : { timeout: code.timeout ?? 0 }),
  }
}

const tokenLink = 'tg://login?token='

const base64 = (of: Uint8Array): string =>
  btoa(String.fromCharCode(...of))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const bytes = (of: string): Uint8Array =>
  Uint8Array.from(atob(of.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))

/** A country for each calling code that it has. */
const countriesOf = (country: tl.help.TypeCountry): Country[] =>
  country.hidden
    ? []
    : country.countryCodes.map(({ countryCode, patterns }) => ({
        iso: country.iso2,
        name: country.name ?? country.defaultName,
        code: countryCode,
        ...(patterns?.[0] ? { pattern: patterns[0] } : {}),
      }))

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

  const password = async (): Promise<SignedIn> => {
    const { hint } = await client.call({ _: 'account.getPassword' })
    return { kind: 'password', ...(hint ? { hint } : {}) }
  }

  const loginToken = async (): Promise<LoginToken> => {
    const { id, hash } = await client.getApiCredentials()
    const answer = await client.call({ _: 'auth.exportLoginToken', apiId: id, apiHash: hash, exceptIds: [] })
    switch (answer._) {
      case 'auth.loginToken':
        return { kind: 'token', url: `${tokenLink}${base64(answer.token)}`, until: answer.expires * 1000 }
      case 'auth.loginTokenSuccess':
        return settle(answer.authorization)
      case 'auth.loginTokenMigrateTo':
        throw new ApiError({ code: 303, text: 'USER_MIGRATE' }) // there is one DC only
    }
  }

  client.onServerUpdate.add((update) => {
    if (update._ === 'updateShort' && update.update._ === 'updateLoginToken') {
      state.event({ kind: 'changed', what: 'login' })
    }
  })

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
    cancelCode: async ({ phone, hash }) => {
      await client.call({ _: 'auth.cancelCode', phoneNumber: phone, phoneCodeHash: hash })
    },
    loginToken: async () => {
      try {
        return await loginToken()
      } catch (error) {
        if (tl.RpcError.is(error, 'SESSION_PASSWORD_NEEDED')) return password()
        throw error
      }
    },
    acceptToken: async ({ url }) => {
      await client.call({ _: 'auth.acceptLoginToken', token: bytes(url.slice(tokenLink.length)) })
    },
    countries: async ({ lang }) => {
      const answer = await client.call({ _: 'help.getCountriesList', langCode: lang, hash: 0 })
      return answer._ === 'help.countriesList' ? answer.countries.flatMap(countriesOf) : []
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
        return password()
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
