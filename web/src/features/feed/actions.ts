import { firstLocalId, type Message } from '../../api/message'
import type { AdminRights, Group, Peer, PeerId } from '../../api/peer'

/** What the reader may do with a message. */
export interface Allowed {
  readonly reply: boolean
  readonly edit: boolean
  /** undefined: not at all. `all`: also for others; `mine`: for the reader alone. */
  readonly remove: { readonly mine: boolean; readonly all: boolean } | undefined
  readonly pin: boolean
  readonly forward: boolean
  readonly copy: boolean
  readonly link: boolean
  readonly report: boolean
  readonly react: boolean
  /** Who has read it, or when, may be asked for. */
  readonly readers: boolean
  readonly closePoll: boolean
  readonly retractVote: boolean
  readonly select: boolean
}

export interface Circumstances {
  readonly chat: Peer | undefined
  readonly me: PeerId
  /** Seconds since 1970. */
  readonly now: number
  /** The newest message that others have read. */
  readonly readOut: number
}

/** How long a message may be edited, and how long the server remembers who has read it. */
export const editFor = 48 * 3600
const readersFor = 7 * 24 * 3600
/** The largest group whose members are told apart in who has read. */
const readersMost = 100

const none: Allowed = {
  reply: false,
  edit: false,
  remove: undefined,
  pin: false,
  forward: false,
  copy: false,
  link: false,
  report: false,
  react: false,
  readers: false,
  closePoll: false,
  retractVote: false,
  select: false,
}

const groupOf = (chat: Peer | undefined): Group | undefined => (chat && chat.kind !== 'user' ? chat : undefined)
const inside = (group: Group): boolean => !group.left && !group.forbidden && group.migratedTo === undefined
const admin = (group: Group, right: keyof AdminRights): boolean => group.creator || group.admin?.[right] === true

/** Whether the reader may write to a chat. */
export function mayWrite(chat: Peer | undefined): boolean {
  const group = groupOf(chat)
  if (!group) return chat !== undefined && !(chat.kind === 'user' && chat.deleted)
  if (!inside(group)) return false
  if (group.kind === 'channel') return admin(group, 'postMessages')
  if (group.creator || group.admin) return true
  return !group.banned?.sendMessages && !group.defaultBanned.sendMessages
}

/** Whether the reader may pin messages for everybody of a chat. */
export function mayPin(chat: Peer | undefined): boolean {
  const group = groupOf(chat)
  if (!group) return chat !== undefined
  if (!inside(group)) return false
  if (group.kind === 'channel') return admin(group, 'editMessages')
  return admin(group, 'pinMessages') || (!group.defaultBanned.pinMessages && !group.banned?.pinMessages)
}

function removal(message: Message, { chat, me }: Circumstances): Allowed['remove'] {
  const group = groupOf(chat)
  if (!group) return { mine: true, all: message.chat !== me }
  if (group.basic) return { mine: true, all: inside(group) && (message.out || admin(group, 'deleteMessages')) }
  const others = admin(group, 'deleteMessages')
  const own = message.out && (group.kind === 'group' || admin(group, 'postMessages'))
  return inside(group) && (own || others) && message.id > 1 ? { mine: false, all: true } : undefined
}

function editable(message: Message, { chat, me, now }: Circumstances): boolean {
  if (message.forward || message.body.kind !== 'text') return false
  const group = groupOf(chat)
  if (group?.kind === 'channel') {
    if (!inside(group)) return false
    return admin(group, 'editMessages') || (message.out && admin(group, 'postMessages'))
  }
  if (!message.out || (group && !inside(group))) return false
  return message.scheduled === true || message.chat === me || now - message.date < editFor
}

/** allowedOf is what the reader may do with a message; only that is offered. */
export function allowedOf(message: Message, at: Circumstances): Allowed {
  if (message.id >= firstLocalId) return { ...none, copy: message.text !== '' }
  const group = groupOf(at.chat)
  const service = message.body.kind === 'service'
  const guarded = message.noForwards || group?.noForwards === true
  const poll = message.body.kind === 'poll' ? message.body.poll : undefined
  if (message.scheduled) {
    return {
      ...none,
      edit: editable(message, at),
      remove: { mine: false, all: true },
      copy: message.text !== '',
      select: true,
    }
  }
  const member = !group || inside(group)
  const few = group?.kind === 'group' && (group.members ?? readersMost + 1) <= readersMost
  const recent = at.now - message.date < readersFor
  const person = !group && message.chat !== at.me && at.chat?.kind === 'user' && !at.chat.bot
  return {
    reply: mayWrite(at.chat) && !service,
    edit: !service && editable(message, at),
    remove: removal(message, at),
    pin: !service && mayPin(at.chat),
    forward: !service && !guarded,
    copy: !guarded && message.text !== '',
    link: !service && group !== undefined && !group.basic,
    report: !message.out && !service && message.chat !== at.me,
    react: !service && member,
    readers: !service && message.out && recent && (few || (person && at.readOut >= message.id)),
    closePoll: poll !== undefined && !poll.closed && message.out && !message.forward,
    retractVote: poll !== undefined && !poll.closed && !poll.quiz && poll.options.some((option) => option.chosen),
    select: !service,
  }
}
