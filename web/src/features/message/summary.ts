import type { Account } from '../../api/account'
import { type Message, messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { list } from '../../lang/format'
import { t } from '../../lang/lang'
import { summary as line } from '../../lib/entities'
import { assertNever } from '../../lib/exhaustive'
import { sentence } from './sentence'

type Known = Pick<Account, 'tables' | 'auth'>

/** How many letters of a pinned message its notice repeats. */
const quoted = 40

const nameOf = (account: Known, id: PeerId): string => account.tables.peers[id]?.name || t('service.nobody')

/** A message in one line, as lists, notifications and answers show it. Read it where signals are followed. */
export function summary(account: Known, message: Message): string {
  const text = line(message)
  const body = message.body
  switch (body.kind) {
    case 'text':
      return text === '' && message.preview ? message.preview.display : text
    case 'service':
      return serviceLine(account, message)
    case 'poll':
      return t(body.poll.quiz ? 'feed.kind.quiz' : 'feed.kind.poll', { text: line(body.poll.question) })
    case 'todo':
      return t('feed.kind.todo', { text: line(body.list.title) })
    case 'location':
      if (body.venue) return body.venue.title
      return t(body.live ? 'feed.kind.live' : 'feed.kind.location')
    case 'contact':
      return t('feed.kind.contact', { name: body.name || body.phone })
    case 'dice':
      return body.emoji
    case 'unsupported':
      return text || t('feed.kind.unsupported')
    default:
      return assertNever(body)
  }
}

/** The sentence of a service message in plain words. */
function serviceLine(account: Known, message: Message): string {
  if (message.body.kind !== 'service') return ''
  const auth = account.auth()
  return sentence<string>(message, message.body.action, {
    me: auth.kind === 'in' ? auth.me : undefined,
    channel: account.tables.peers[message.chat]?.kind === 'channel',
    name: (id) => nameOf(account, id),
    names: (ids) => list(ids.map((id) => nameOf(account, id))),
    pinned: () => pinnedText(account, message),
  }).join('')
}

/** What a notice of a pin repeats of the message, if that is known. */
export function pinnedText(account: Known, notice: Message): string | undefined {
  const to = notice.reply
  const message = to && account.tables.messages[messageKey(to.chat, to.id)]
  if (!message || message.body.kind === 'service') return undefined
  const text = summary(account, message)
  return text.length > quoted ? `${text.slice(0, quoted).trimEnd()}…` : text
}
