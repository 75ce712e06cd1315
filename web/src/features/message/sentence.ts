import type { Action } from '../../api/action'
import type { Message } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { span } from '../../lang/format'
import { t, tx } from '../../lang/lang'
import { assertNever } from '../../lib/exhaustive'

/** How a sentence names people: by plain words, or by nodes that lead to them. */
export interface Naming<T> {
  name: (id: PeerId) => T | string
  names: (ids: readonly PeerId[]) => T | string
  /** Who reads. */
  me: PeerId | undefined
  /** The chat is a channel, not a supergroup, which is made in the same way. */
  channel: boolean
  /** Of a pin: what was pinned, in a few words. */
  pinned?: () => T | string | undefined
}

type Parts<T> = (string | T)[]

/** What a service message tells, as a sentence in pieces. */
export function sentence<T>(message: Message, action: Action, naming: Naming<T>): Parts<T> {
  const mine = message.from === naming.me
  const name = () => naming.name(message.from)
  const inChannel = message.from === message.chat && message.chat < 0
  switch (action.kind) {
    case 'groupCreated':
      return created(mine, name, action.title)
    case 'channelCreated':
      if (naming.channel) return [t('service.channelCreated')]
      return created(mine, name, action.title)
    case 'titleChanged':
      if (inChannel) return tx('service.title.channel', { title: action.title })
      return mine
        ? tx('service.title.you', { title: action.title })
        : tx('service.title', { name: name(), title: action.title })
    case 'photoChanged':
      if (inChannel) return [t('service.photo.channel')]
      return mine ? [t('service.photo.you')] : tx('service.photo', { name: name() })
    case 'photoDeleted':
      if (inChannel) return [t('service.photoDeleted.channel')]
      return mine ? [t('service.photoDeleted.you')] : tx('service.photoDeleted', { name: name() })
    case 'membersAdded':
      return added(message, action.members, naming)
    case 'memberRemoved':
      return removed(message, action.member, naming)
    case 'joinedByLink':
      return mine ? [t('service.joinedByLink.you')] : tx('service.joinedByLink', { name: name() })
    case 'joinedByRequest':
      return mine ? [t('service.joinedByRequest.you')] : tx('service.joinedByRequest', { name: name() })
    case 'pinned':
      return pinned(message, naming)
    case 'historyCleared':
      return [t('service.historyCleared')]
    case 'migratedTo':
      return [t('service.migratedTo')]
    case 'migratedFrom':
      return tx('service.migratedFrom', { title: action.title })
    case 'joinedService':
      return tx('service.signUp', { name: name() })
    case 'ttl':
      if (action.seconds === 0) return mine ? [t('service.ttlOff.you')] : tx('service.ttlOff', { name: name() })
      return mine
        ? tx('service.ttl.you', { time: span(action.seconds) })
        : tx('service.ttl', { name: name(), time: span(action.seconds) })
    case 'topicCreated':
      return tx('service.topicCreated', { title: action.title })
    case 'topicEdited':
      return topicEdited(action, mine, name)
    case 'screenshot':
      return mine ? [t('service.screenshot.you')] : tx('service.screenshot', { name: name() })
    case 'themeChanged':
      if (action.emoji === '') return mine ? [t('service.themeOff.you')] : tx('service.themeOff', { name: name() })
      return mine
        ? tx('service.theme.you', { emoji: action.emoji })
        : tx('service.theme', { name: name(), emoji: action.emoji })
    case 'todoCompleted': {
      const n = action.done.length || action.undone.length
      if (action.done.length > 0) return mine ? tx('service.done.you', { n }) : tx('service.done', { name: name(), n })
      return mine ? tx('service.undone.you', { n }) : tx('service.undone', { name: name(), n })
    }
    case 'todoAppended': {
      const n = action.count
      return mine ? tx('service.tasks.you', { n }) : tx('service.tasks', { name: name(), n })
    }
    case 'custom':
      return [action.text]
    case 'unsupported':
      return [t('service.unsupported')]
    default:
      return assertNever(action)
  }
}

function created<T>(mine: boolean, name: () => T | string, title: string): Parts<T> {
  return mine ? tx('service.created.you', { title }) : tx('service.created', { name: name(), title })
}

function added<T>(message: Message, members: readonly PeerId[], naming: Naming<T>): Parts<T> {
  const name = () => naming.name(message.from)
  const mine = message.from === naming.me
  // Who adds only themselves has joined; channels say that of the reader alone.
  if (members.length === 1 && (members[0] === message.from || message.from === message.chat)) {
    if (message.from === message.chat) return [t('service.joined.channel')]
    return mine ? [t('service.joined.you')] : tx('service.joined', { name: name() })
  }
  if (mine) return tx('service.added.you', { names: naming.names(members) })
  if (members.length === 1 && members[0] === naming.me) return tx('service.addedYou', { name: name() })
  return tx('service.added', { name: name(), names: naming.names(members) })
}

function removed<T>(message: Message, member: PeerId, naming: Naming<T>): Parts<T> {
  const name = () => naming.name(message.from)
  const mine = message.from === naming.me
  if (member === message.from) return mine ? [t('service.left.you')] : tx('service.left', { name: name() })
  if (mine) return tx('service.removed.you', { names: naming.names([member]) })
  if (member === naming.me) return tx('service.removedYou', { name: name() })
  return tx('service.removed', { name: name(), names: naming.names([member]) })
}

function pinned<T>(message: Message, naming: Naming<T>): Parts<T> {
  const name = naming.name(message.from)
  const mine = message.from === naming.me
  const text = naming.pinned?.()
  if (text === undefined) return mine ? [t('service.pinned.you')] : tx('service.pinned', { name })
  return mine ? tx('service.pinnedText.you', { text }) : tx('service.pinnedText', { name, text })
}

function topicEdited<T>(
  action: Extract<Action, { kind: 'topicEdited' }>,
  mine: boolean,
  name: () => T | string,
): Parts<T> {
  if (action.title !== undefined) {
    const title = action.title
    return mine ? tx('service.topicRenamed.you', { title }) : tx('service.topicRenamed', { name: name(), title })
  }
  if (action.closed === true) return mine ? [t('service.topicClosed.you')] : tx('service.topicClosed', { name: name() })
  if (action.closed === false)
    return mine ? [t('service.topicReopened.you')] : tx('service.topicReopened', { name: name() })
  if (action.hidden === true) return mine ? [t('service.topicHidden.you')] : tx('service.topicHidden', { name: name() })
  if (action.hidden === false) return mine ? [t('service.topicShown.you')] : tx('service.topicShown', { name: name() })
  return mine ? [t('service.topicIcon.you')] : tx('service.topicIcon', { name: name() })
}
