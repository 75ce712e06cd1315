import { createSignal } from 'solid-js'
import { ApiError } from '../../api/client'
import type { Message } from '../../api/message'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import type { Anchor } from '../../ui/place'
import { toast } from '../../ui/Toast'
import { composerFor } from '../composer'
import type { FeedView } from '../message'
import { type Allowed, allowedOf } from './actions'
import type { FeedControl } from './feed'
import { quoteIn } from './quote'
import { rawMessage } from './registry'

/** A dialog about messages. */
export type FeedDialog =
  | { readonly kind: 'delete'; readonly messages: readonly Message[] }
  | { readonly kind: 'forward'; readonly messages: readonly Message[] }
  | { readonly kind: 'report'; readonly messages: readonly Message[] }
  | {
      readonly kind: 'pin' | 'unpin' | 'readers' | 'reactions' | 'voters' | 'closePoll' | 'reschedule'
      readonly message: Message
    }

/** A message's menu that is open. */
export interface OpenMenu {
  readonly message: Message
  readonly at: Anchor
  /** The part of its text that was marked. */
  readonly quote: ReturnType<typeof quoteIn>
}

/** What the messages of a feed do: their menus, dialogs and actions. */
export interface View {
  readonly feed: FeedControl
  readonly context: FeedView
  menu(): OpenMenu | undefined
  closeMenu(): void
  dialog(): FeedDialog | undefined
  ask(dialog: FeedDialog | undefined): void
  allowed(message: Message): Allowed
  openById(id: number, at: Anchor): void
  /** Does what a key is for, if it may be done. */
  act(what: 'reply' | 'edit' | 'delete' | 'forward', id: number): void
  /** Waits for a call, and says what went wrong; true: nothing did. */
  attempt(doing: Promise<unknown>): Promise<boolean>
}

export function createView(feed: FeedControl, search: (text: string) => void): View {
  const { account, where, selection } = feed
  const [menu, setMenu] = createSignal<OpenMenu>()
  const [dialog, setDialog] = createSignal<FeedDialog>()
  const chat = () => account.tables.peers[where.chat]

  const attempt = async (doing: Promise<unknown>): Promise<boolean> => {
    try {
      await doing
      return true
    } catch (error) {
      toast({ text: errorText(error), icon: 'failed' })
      return false
    }
  }
  const allowed = (message: Message): Allowed =>
    allowedOf(message, {
      chat: chat(),
      me: account.me()?.id ?? 0,
      now: Date.now() / 1000,
      readOut: feed.marks().readOut,
    })
  const openMenu = (message: Message, at: Anchor) => {
    if (selection.active()) return
    feed.setCurrent(message.key)
    setMenu({ message, at, quote: quoteIn(message) })
  }
  const jump = async (to: number, id: number) => {
    if (to !== where.chat) {
      location.hash = chatLink(to, id)
      return
    }
    if (!(await feed.jump(id))) toast(t('feed.gone'))
  }

  return {
    feed,
    menu,
    closeMenu: () => setMenu(undefined),
    dialog,
    ask: setDialog,
    allowed,
    attempt,
    openById: (id, at) => {
      const message = rawMessage(account, where, id)
      if (message) openMenu(message, at)
    },
    act: (what, id) => {
      const message = rawMessage(account, where, id)
      if (!message) return
      const may = allowed(message)
      if (what === 'reply' && may.reply) composerFor(account, where.chat, where.topic).reply(message)
      if (what === 'edit' && may.edit) composerFor(account, where.chat, where.topic).edit(message)
      if (what === 'delete' && may.remove) setDialog({ kind: 'delete', messages: [message] })
      if (what === 'forward' && may.forward) setDialog({ kind: 'forward', messages: [message] })
    },
    context: {
      chat: where.chat,
      topic: where.topic,
      get named() {
        return chat()?.kind === 'group'
      },
      get posts() {
        return chat()?.kind === 'channel'
      },
      readOut: () => feed.marks().readOut,
      jump: (to, id) => void jump(to, id),
      openMenu,
      selecting: selection.active,
      selected: selection.has,
      toggle: selection.toggle,
      current: feed.current,
      react: (message, emoji) => {
        const chosen = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.chosen)
        const at = { chat: message.chat, id: message.id }
        void attempt(account.api.react(chosen ? at : { ...at, emoji }))
      },
      showReactions: (message) => setDialog({ kind: 'reactions', message }),
      showVoters: (message) => setDialog({ kind: 'voters', message }),
      searchTag: search,
    },
  }
}

/** Whether a call failed for a reason that the server names so. */
export const isError = (error: unknown, text: string): boolean => error instanceof ApiError && error.text === text
