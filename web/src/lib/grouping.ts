import { day, dayKey, type Seconds } from './dates'

/** What of a message decides where it stands among others. */
export interface Facts {
  readonly key: string
  readonly id: number
  readonly date: Seconds
  readonly from: number
  readonly out: boolean
  /** It tells of something that happened in the chat. */
  readonly service: boolean
}

/** A row of a chat's history. Keys are different ones, and stay while messages come and go around. */
export type Row<M> =
  | { readonly kind: 'day'; readonly key: string; readonly date: Seconds }
  | { readonly kind: 'unread'; readonly key: 'unread' }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: M
      /** It begins and ends a run of one author's messages, where name and picture are shown. */
      readonly first: boolean
      readonly last: boolean
    }

/** Between two messages of one author, after which they no longer belong together. */
export const groupGap: Seconds = 10 * 60

/**
 * arrange makes rows of messages in their order (oldest first): a line before
 * each day, one before the first message of others after `unreadAfter`, runs of
 * one author together.
 */
export function arrange<M>(messages: readonly M[], facts: (m: M) => Facts, unreadAfter?: number): Row<M>[] {
  const out: Row<M>[] = []
  const days = new Set<string>()
  let before: Facts | undefined
  const all = messages.map((m) => ({ m, f: facts(m) }))
  const unreadAt = unreadAfter === undefined ? -1 : all.findIndex(({ f }) => f.id > unreadAfter && !f.out)
  all.forEach(({ m, f }, i) => {
    const newDay = !before || day(before.date) !== day(f.date)
    if (newDay) {
      const key = `day/${dayKey(f.date)}`
      // Messages need not be in the order of their dates: those that were imported are not.
      out.push({ kind: 'day', key: days.has(key) ? `${key}/${f.key}` : key, date: f.date })
      days.add(key)
    }
    const line = i === unreadAt
    if (line) out.push({ kind: 'unread', key: 'unread' })
    const next = all[i + 1]?.f
    const first = line || !before || !together(before, f)
    const last = !next || i + 1 === unreadAt || !together(f, next)
    out.push({ kind: 'message', key: f.key, message: m, first, last })
    before = f
  })
  return out
}

function together(a: Facts, b: Facts): boolean {
  return (
    !a.service &&
    !b.service &&
    a.from === b.from &&
    a.out === b.out &&
    Math.abs(b.date - a.date) < groupGap &&
    day(a.date) === day(b.date)
  )
}
