import type { Account } from '../../api/account'
import type { LogAction } from '../../api/log'
import type { Member } from '../../api/members'
import type { Message } from '../../api/message'
import { dateTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { summary } from '../feed'
import { changes, untilOf } from './sentence'

const banLabels = [
  'sendPlain',
  'sendMedia',
  'sendStickers',
  'sendGifs',
  'sendPolls',
  'embedLinks',
  'inviteUsers',
  'pinMessages',
  'changeInfo',
  'manageTopics',
] as const

const adminLabels = [
  'changeInfo',
  'postMessages',
  'editMessages',
  'deleteMessages',
  'banUsers',
  'inviteUsers',
  'pinMessages',
  'addAdmins',
  'anonymous',
  'manageTopics',
] as const

/** Lines that say what exactly changed; those that begin with + and − are what is new and what is gone. */
export function logDetails(account: Account, action: LogAction): string[] {
  const said = (message: Message | undefined) => (message ? summary(account, message) : '')
  const lines = (...all: string[]) => all.filter((line) => line !== '')
  switch (action.kind) {
    case 'about':
      return lines(action.is)
    case 'edited':
      return action.was && action.is ? lines(`− ${said(action.was)}`, `+ ${said(action.is)}`) : []
    case 'pinned':
    case 'deleted':
    case 'pollStopped':
    case 'sent':
      return lines(said(action.message))
    case 'admin':
      return adminLines(action)
    case 'banned':
      // Who is removed may do nothing at all: that needs no list.
      if (action.was.role === 'removed' || action.is.role === 'removed') return []
      return banLines(changes(action.was.banned, action.is.banned), untilOf(action.is.banned))
    case 'defaultBanned':
      return banLines(changes(action.was, action.is), 0)
    default:
      return []
  }
}

function adminLines({ was, is }: { was: Member; is: Member }): string[] {
  const { on, off } = changes(was.admin, is.admin)
  const label = (sign: string, keys: string[]) =>
    adminLabels.filter((right) => keys.includes(right)).map((right) => `${sign} ${t(`group.right.${right}`)}`)
  const rank = (is.rank ?? '') !== (was.rank ?? '') && is.rank ? [`+ ${t('group.rank')}: ${is.rank}`] : []
  return [...label('+', on), ...label('−', off), ...rank]
}

/** What is forbidden now is what one may do no longer. */
function banLines({ on, off }: { on: string[]; off: string[] }, until: number): string[] {
  const label = (sign: string, keys: string[]) =>
    banLabels.filter((right) => keys.includes(right)).map((right) => `${sign} ${t(`group.may.${right}`)}`)
  return [...label('−', on), ...label('+', off), ...(until > 0 ? [t('group.until', { date: dateTime(until) })] : [])]
}
