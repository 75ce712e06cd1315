import type { Account } from '../../api/account'
import type { Message } from '../../api/message'
import { t } from '../../lang/lang'
import type { MenuItem } from '../../ui/Menu'
import { toast } from '../../ui/Toast'
import { composerFor } from '../composer'
import type { Allowed } from './actions'
import { copyRich } from './copy'
import type { OpenMenu, View } from './view'

type Part = Exclude<MenuItem, 'line'>

/** menuItems is what may be done with a message, in the order of how often it is. */
export function menuItems(account: Account, view: View, open: OpenMenu): MenuItem[] {
  const { message } = open
  const may = view.allowed(message)
  const parts = [
    message.scheduled ? later(account, view, message) : [],
    answering(account, view, open, may),
    sharing(account, view, message, may),
    together(account, view, message, may),
    ending(view, message, may),
  ].filter((part) => part.length > 0)
  return parts.flatMap((part, i) => (i === 0 ? part : ['line' as const, ...part]))
}

const some = (is: boolean, item: Part): Part[] => (is ? [item] : [])

function later(account: Account, view: View, message: Message): Part[] {
  const where = { chat: message.chat, ids: [message.id] }
  return [
    { label: t('feed.act.sendNow'), icon: 'send', onSelect: () => void view.attempt(account.api.sendNow(where)) },
    {
      label: t('feed.act.reschedule'),
      icon: 'scheduled',
      onSelect: () => view.ask({ kind: 'reschedule', message }),
    },
  ]
}

function answering(account: Account, view: View, { message, quote }: OpenMenu, may: Allowed): Part[] {
  const composer = () => composerFor(account, view.feed.where.chat, view.feed.where.topic)
  return [
    ...some(may.reply && quote !== undefined, {
      label: t('feed.act.quote'),
      icon: 'quote',
      onSelect: () => composer().reply(message, quote),
    }),
    ...some(may.reply, { label: t('feed.act.reply'), icon: 'reply', onSelect: () => composer().reply(message) }),
    ...some(may.edit, { label: t('feed.act.edit'), icon: 'edit', onSelect: () => composer().edit(message) }),
    ...some(may.pin && !message.pinned, {
      label: t('feed.act.pin'),
      icon: 'pin',
      onSelect: () => view.ask({ kind: 'pin', message }),
    }),
    ...some(may.pin && message.pinned, {
      label: t('feed.act.unpin'),
      icon: 'unpin',
      onSelect: () => view.ask({ kind: 'unpin', message }),
    }),
  ]
}

function sharing(account: Account, view: View, message: Message, may: Allowed): Part[] {
  const me = account.me()?.id
  const copy = async () => {
    await copyRich(message)
    toast({ text: t('feed.copied'), icon: 'copy' })
  }
  const link = async () => {
    await view.attempt(
      account.api.messageLink({ chat: message.chat, id: message.id }).then((url) => navigator.clipboard.writeText(url)),
    )
    toast({ text: t('feed.copied.link'), icon: 'link' })
  }
  const save = async () => {
    if (me === undefined) return
    if (await view.attempt(account.api.forward({ chat: me, from: message.chat, ids: [message.id] })))
      toast({ text: t('feed.saved'), icon: 'saved' })
  }
  return [
    ...some(may.copy, { label: t('feed.act.copy'), icon: 'copy', onSelect: () => void copy() }),
    ...some(may.link, { label: t('feed.act.link'), icon: 'link', onSelect: () => void link() }),
    ...some(may.forward, {
      label: t('feed.act.forward'),
      icon: 'forward',
      onSelect: () => view.ask({ kind: 'forward', messages: [message] }),
    }),
    ...some(may.forward && message.chat !== me, {
      label: t('feed.act.save'),
      icon: 'saved',
      onSelect: () => void save(),
    }),
    ...some(may.select, {
      label: t('feed.act.select'),
      icon: 'select',
      onSelect: () => view.feed.selection.toggle(message.id, false),
    }),
  ]
}

function together(account: Account, view: View, message: Message, may: Allowed): Part[] {
  const where = { chat: message.chat, id: message.id }
  return [
    ...some(may.retractVote, {
      label: t('feed.act.retract'),
      icon: 'poll',
      onSelect: () => void view.attempt(account.api.vote({ ...where, options: [] })),
    }),
    ...some(may.closePoll, {
      label: t('feed.act.closePoll'),
      icon: 'lock',
      onSelect: () => view.ask({ kind: 'closePoll', message }),
    }),
    ...some(may.readers, {
      label: t('feed.act.readers'),
      icon: 'checks',
      onSelect: () => view.ask({ kind: 'readers', message }),
    }),
    ...some(message.reactions.length > 0 && view.feed.account.tables.peers[message.chat]?.kind !== 'channel', {
      label: t('feed.act.reactions'),
      icon: 'heart',
      onSelect: () => view.ask({ kind: 'reactions', message }),
    }),
  ]
}

function ending(view: View, message: Message, may: Allowed): Part[] {
  return [
    ...some(may.report, {
      label: t('feed.act.report'),
      icon: 'flag',
      onSelect: () => view.ask({ kind: 'report', messages: [message] }),
    }),
    ...some(may.remove !== undefined, {
      label: t('feed.act.delete'),
      icon: 'trash',
      danger: true,
      onSelect: () => view.ask({ kind: 'delete', messages: [message] }),
    }),
  ]
}
