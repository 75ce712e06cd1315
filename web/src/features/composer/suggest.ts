import { type Accessor, createEffect, createSignal, createUniqueId, on } from 'solid-js'
import type { Account } from '../../api/account'
import type { Rich } from '../../api/message'
import type { Peer } from '../../api/peer'
import { rich } from '../../lib/edit'
import { fold } from '../../lib/search'
import { suggest as suggestEmoji, useEmoji } from '../emoji'
import { type Doc, put } from './editing'
import type { Composing } from './state'

/** Something that what is typed may be the beginning of. */
export type Suggestion =
  | { readonly kind: 'person'; readonly peer: Peer }
  | { readonly kind: 'emoji'; readonly emoji: string; readonly name: string }
  | { readonly kind: 'hashtag'; readonly tag: string }

/** A word that is being typed, with the sign before it. */
export interface Token {
  readonly sign: '@' | ':' | '#'
  readonly query: string
  /** Where the sign is. */
  readonly at: number
}

/** The word at the caret, when it is one to be completed. */
export function tokenIn({ content, from, to }: Doc): Token | undefined {
  if (from !== to) return undefined
  const inCode = content.entities.some(
    (e) => (e.kind === 'code' || e.kind === 'pre') && e.offset < to && e.offset + e.length >= to,
  )
  if (inCode) return undefined
  const found = /(?:^|[\s([{>])([@:#])([\p{L}\p{N}_+-]{0,32})$/u.exec(content.text.slice(0, to))
  const sign = found?.[1]
  const query = found?.[2] ?? ''
  if (sign !== '@' && sign !== ':' && sign !== '#') return undefined
  if (sign === ':' && query.length < 2) return undefined // ":)" and times are no emoji
  return { sign, query, at: to - query.length - 1 }
}

/** What is put in the place of a word. */
export function replacementOf(suggestion: Suggestion): Rich {
  switch (suggestion.kind) {
    case 'emoji':
      return rich(suggestion.emoji)
    case 'hashtag':
      return rich(`#${suggestion.tag} `)
    case 'person': {
      const { peer } = suggestion
      if (peer.username !== undefined) return rich(`@${peer.username} `)
      const name = peer.kind === 'user' ? peer.firstName || peer.name : peer.name
      return rich(`${name} `, [{ kind: 'mentionName', user: peer.id, offset: 0, length: name.length }])
    }
  }
}

/** Hashtags of the messages that the reader wrote, as far as they are known here, the newest first. */
export function hashtagsOf(account: Account, query: string): string[] {
  const mine = Object.values(account.tables.messages)
    .filter((message) => message.out && message.entities.some((e) => e.kind === 'hashtag'))
    .sort((a, b) => b.date - a.date)
  const tags = mine.flatMap((message) =>
    message.entities
      .filter((e) => e.kind === 'hashtag')
      .map((e) => message.text.slice(e.offset + 1, e.offset + e.length)),
  )
  const wanted = fold(query)
  return [...new Set(tags)].filter((tag) => fold(tag).startsWith(wanted) && tag !== query).slice(0, 8)
}

async function find(composing: Composing, token: Token): Promise<Suggestion[]> {
  const { account, chat, topic } = composing
  switch (token.sign) {
    case ':':
      return (await suggestEmoji(token.query)).map((found) => ({ kind: 'emoji', ...found }))
    case '#':
      return hashtagsOf(account, token.query).map((tag) => ({ kind: 'hashtag', tag }))
    case '@': {
      if (chat > 0) return []
      const ids = await account.api.mentionable({
        chat,
        query: token.query,
        ...(topic === undefined ? {} : { topic }),
      })
      const me = account.me()?.id
      return ids.flatMap((id) => {
        const peer = account.tables.peers[id]
        return peer && id !== me ? [{ kind: 'person' as const, peer }] : []
      })
    }
  }
}

/** The list of suggestions over the box. */
export interface Suggestions {
  /** Of the list, and of a row in it. */
  readonly id: string
  readonly rowId: (index: number) => string
  readonly items: Accessor<readonly Suggestion[]>
  readonly active: Accessor<number>
  readonly choose: (index: number) => void
  /** Does what a key does to the list; false: nothing. */
  readonly key: (e: KeyboardEvent) => boolean
}

export function suggestionsFor(composing: Composing): Suggestions {
  const id = createUniqueId()
  const [items, setItems] = createSignal<readonly Suggestion[]>([])
  const [active, setActive] = createSignal(0)
  /** The word for which the reader closed the list. */
  let refused = -1
  const token = () => tokenIn(composing.doc())
  createEffect(
    on(
      token,
      (now) => {
        if (!now || now.at !== refused) refused = -1
        if (!now || now.at === refused) {
          setItems([])
          return
        }
        find(composing, now)
          .then((found) => {
            const still = token()
            if (still?.at !== now.at || still.query !== now.query || still.sign !== now.sign) return
            setActive(0)
            setItems(found)
          })
          .catch(() => setItems([]))
      },
      { defer: true },
    ),
  )
  const choose = (index: number) => {
    const suggestion = items()[index]
    const now = token()
    if (!suggestion || !now) return
    if (suggestion.kind === 'emoji') useEmoji(suggestion.emoji)
    const doc = composing.doc()
    composing.change(put(doc, now.at, doc.to, replacementOf(suggestion)), '')
    setItems([])
    composing.focus()
  }
  const key = (e: KeyboardEvent): boolean => {
    const count = items().length
    if (count === 0 || e.ctrlKey || e.metaKey || e.altKey) return false
    switch (e.key) {
      case 'ArrowDown':
        setActive((active() + 1) % count)
        return true
      case 'ArrowUp':
        setActive((active() + count - 1) % count)
        return true
      case 'Enter':
      case 'Tab':
        if (e.shiftKey) return false
        choose(active())
        return true
      case 'Escape':
        refused = token()?.at ?? -1
        setItems([])
        return true
      default:
        return false
    }
  }
  return { id, rowId: (index) => `${id}-${index}`, items, active, choose, key }
}
