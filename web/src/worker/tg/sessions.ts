import { Long, type tl } from '@mtcute/web'
import type { DeviceSession, SessionsApi } from '../../api/sessions'
import type { Session } from '../session'

const sessionOf = (a: tl.TypeAuthorization): DeviceSession => ({
  hash: a.hash.toString(),
  current: a.current === true,
  app: [a.appName, a.appVersion].filter((part) => part !== '').join(' '),
  device: a.deviceModel,
  system: [a.platform, a.systemVersion].filter((part) => part !== '').join(' '),
  place: [a.region, a.country].filter((part) => part !== '').join(', '),
  ip: a.ip,
  active: a.dateActive,
  created: a.dateCreated,
  unconfirmed: a.unconfirmed === true,
})

export function sessionsMethods({ client }: Session): SessionsApi {
  return {
    sessions: async () => {
      const answer = await client.call({ _: 'account.getAuthorizations' })
      return { list: answer.authorizations.map(sessionOf), days: answer.authorizationTtlDays }
    },
    endSession: async ({ hash }) => {
      await client.call({ _: 'account.resetAuthorization', hash: Long.fromString(hash) })
    },
    endOtherSessions: async () => {
      await client.call({ _: 'auth.resetAuthorizations' })
    },
    confirmSession: async ({ hash }) => {
      await client.call({
        _: 'account.changeAuthorizationSettings',
        confirmed: true,
        hash: Long.fromString(hash),
      })
    },
  }
}
