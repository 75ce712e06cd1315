import type { LogAction, LogEntry } from '../../api/log'
import type { Member } from '../../api/members'
import type { BannedRights, PeerId } from '../../api/peer'
import { span } from '../../lang/format'
import { t, tx } from '../../lang/lang'
import { assertNever } from '../../lib/exhaustive'

type Parts<T> = (string | T)[]
type Name<T> = (id: PeerId) => T | string

/** What somebody did, as a sentence in pieces; `name` draws people and chats. */
export function logSentence<T>({ who, action }: LogEntry, name: Name<T>): Parts<T> {
  const by = name(who)
  switch (action.kind) {
    case 'title':
      return tx('log.titleChanged', { name: by, title: action.is })
    case 'about':
      return tx(action.is === '' ? 'log.aboutRemoved' : 'log.aboutChanged', { name: by })
    case 'username':
      return action.is === ''
        ? tx('log.linkRemoved', { name: by })
        : tx('log.linkChanged', { name: by, link: `@${action.is}` })
    case 'usernames':
      return tx('log.linksChanged', { name: by })
    case 'photo':
      return tx('log.photo', { name: by })
    case 'joined':
      return tx('log.joined', { name: by })
    case 'left':
      return tx('log.left', { name: by })
    case 'invites':
    case 'signatures':
    case 'hiddenHistory':
    case 'noForwards':
    case 'forum':
    case 'antispam':
      return tx(action.on ? `log.${action.kind}.on` : `log.${action.kind}.off`, { name: by })
    case 'pinned':
      return tx(action.off ? 'log.unpinned' : 'log.pinned', { name: by })
    case 'deleted':
    case 'pollStopped':
    case 'sent':
    case 'edited':
      return tx(`log.${action.kind}`, { name: by })
    case 'invited':
      return action.member === who
        ? tx('log.joined', { name: by })
        : tx('log.invited', { name: by, member: name(action.member) })
    case 'banned':
      return tx(`log.${banKind(action.was, action.is)}`, { name: by, member: name(action.is.who) })
    case 'admin':
      return tx(`log.${adminKind(action.was, action.is)}`, { name: by, member: name(action.is.who) })
    case 'defaultBanned':
      return tx('log.defaultBanned', { name: by })
    case 'linked':
      return action.is === undefined
        ? tx('log.unlinked', { name: by })
        : tx('log.linked', { name: by, chat: name(action.is) })
    case 'slowMode':
      return action.is === 0 ? tx('log.slowOff', { name: by }) : tx('log.slow', { name: by, time: span(action.is) })
    case 'ttl':
      return action.is === 0 ? tx('log.ttlOff', { name: by }) : tx('log.ttl', { name: by, time: span(action.is) })
    case 'joinedByRequest':
      return tx('log.joinedByRequest', { name: by, admin: name(action.by) })
    case 'joinedByLink':
    case 'linkDeleted':
    case 'linkRevoked':
    case 'linkEdited':
      return tx(`log.${action.kind}`, { name: by, link: action.title ?? action.link })
    case 'reactions':
      return tx('log.reactions', { name: by, which: reactionsWord(action) })
    case 'topicCreated':
    case 'topicDeleted':
      return tx(`log.${action.kind}`, { name: by, title: action.title })
    case 'topicPinned':
      return tx(action.on ? 'log.topicPinned' : 'log.topicUnpinned', { name: by, title: action.title })
    case 'topicEdited':
      return topicEdited(action, by)
    case 'other':
      return tx('log.other', { name: by })
    default:
      return assertNever(action)
  }
}

function topicEdited<T>(action: Extract<LogAction, { kind: 'topicEdited' }>, by: T | string): Parts<T> {
  const args = { name: by, title: action.is }
  if (action.closed !== undefined) return tx(action.closed ? 'log.topicClosed' : 'log.topicReopened', args)
  if (action.hidden !== undefined) return tx(action.hidden ? 'log.topicHidden' : 'log.topicShown', args)
  return tx('log.topicRenamed', { name: by, was: action.was, title: action.is })
}

function reactionsWord({ is }: Extract<LogAction, { kind: 'reactions' }>): string {
  if (is.kind === 'some') return is.emoji.join(' ')
  return is.kind === 'all' ? t('group.reactions.all') : t('group.reactions.none')
}

type BanKind = 'removed' | 'letBack' | 'restricted' | 'unrestricted'

/** What became of somebody's freedom. */
export function banKind(was: Member, is: Member): BanKind {
  if (is.role === 'removed') return 'removed'
  if (is.role === 'restricted') return 'restricted'
  return was.role === 'removed' ? 'letBack' : 'unrestricted'
}

/** What became of somebody's office. */
export function adminKind(was: Member, is: Member): 'madeOwner' | 'promoted' | 'dismissed' | 'rights' {
  if (is.role === 'creator' && was.role !== 'creator') return 'madeOwner'
  const before = was.role === 'admin' || was.role === 'creator'
  const after = is.role === 'admin' || is.role === 'creator'
  if (before === after) return 'rights'
  return after ? 'promoted' : 'dismissed'
}

type Flags = object

/** Which of some flags were set and taken away. */
export function changes(was: Flags | undefined, is: Flags | undefined): { on: string[]; off: string[] } {
  const set = (flags: Flags | undefined) =>
    new Set(Object.entries(flags ?? {}).flatMap(([key, value]) => (value === true ? [key] : [])))
  const [before, after] = [set(was), set(is)]
  return { on: [...after].filter((key) => !before.has(key)), off: [...before].filter((key) => !after.has(key)) }
}

/** Until when a restriction is, if it ends. */
export const untilOf = (rights: BannedRights | undefined): number => rights?.until ?? 0
