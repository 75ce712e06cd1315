import type { Message } from '../../api/message'
import { arrange, type Facts, type Row } from '../../lib/grouping'

/** A row of the feed; a message is named by its id, what it is now is in the tables. */
export type FeedRow = Row<number>

export interface Rows {
  readonly keys: readonly string[]
  readonly byKey: ReadonlyMap<string, FeedRow>
  readonly keyOf: ReadonlyMap<number, string>
  /** Messages in their order. */
  readonly ids: readonly number[]
}

const factsOf = (message: Message): Facts => ({
  key: message.key,
  id: message.id,
  date: message.date,
  from: message.from,
  out: message.out,
  service: message.body.kind === 'service',
})

/** rowsOf arranges messages with the lines between them. */
export function rowsOf(messages: readonly Message[], unreadAfter: number | undefined): Rows {
  const keys: string[] = []
  const byKey = new Map<string, FeedRow>()
  const keyOf = new Map<number, string>()
  const ids: number[] = []
  for (const [i, arranged] of arrange(messages, factsOf, unreadAfter).entries()) {
    // The day at the top goes up as older messages come: it is another row then, what is in sight hangs on messages.
    const top = i === 0 && arranged.kind === 'day'
    const row = top ? { ...arranged, key: `${arranged.key}/${messages[0]?.key}` } : arranged
    // Whatever the server answers, a key is there once.
    if (byKey.has(row.key)) continue
    keys.push(row.key)
    if (row.kind === 'message') {
      byKey.set(row.key, { ...row, message: row.message.id })
      keyOf.set(row.message.id, row.key)
      ids.push(row.message.id)
    } else byKey.set(row.key, row)
  }
  return { keys, byKey, keyOf, ids }
}

/** sameRow says whether a row would be drawn alike. */
export function sameRow(a: FeedRow | undefined, b: FeedRow | undefined): boolean {
  if (a?.kind === 'message' && b?.kind === 'message')
    return a.message === b.message && a.first === b.first && a.last === b.last
  return a?.key === b?.key && a?.kind === b?.kind
}
