import { describe, expect, test } from 'vitest'
import type { HistoryPage, HistoryQuery } from '../../api/history'
import { firstLocalId, type Message } from '../../api/message'
import { createHistory, mostShown, pageSize, type Source } from './state'

const chat = -1_000_000_000_001

/** A server with messages 1 to n, of which some are gone. */
function server(n: number, gone: readonly number[] = []) {
  const all = Array.from({ length: n }, (_, i) => i + 1).filter((id) => !gone.includes(id))
  const asked: HistoryQuery['where'][] = []
  const released: number[] = []
  const page = ({ where, limit }: HistoryQuery): HistoryPage => {
    const half = Math.floor(limit / 2)
    const cut = (from: number, to: number): HistoryPage => ({
      ids: all.slice(Math.max(0, from), to),
      first: from <= 0,
      last: to >= all.length,
      cached: false,
    })
    if ('before' in where) {
      const end = where.before === 0 ? all.length : all.findIndex((id) => id >= where.before)
      return { ...cut(end - limit, end), last: where.before === 0 }
    }
    if ('after' in where) {
      const start = all.findIndex((id) => id > where.after)
      const from = start < 0 ? all.length : start
      return { ...cut(from, from + limit), first: false }
    }
    const target = 'around' in where ? where.around : where.date
    const at = all.findIndex((id) => id >= target)
    const middle = at < 0 ? all.length : at
    return cut(middle - half, middle + half)
  }
  const source: Source = {
    history: async (query) => {
      asked.push(query.where)
      return page(query)
    },
    release: async ({ ids }) => void released.push(...ids),
    scheduled: async () => [9, 4, 6],
  }
  return { all, asked, released, source }
}

const message = (id: number, topic?: number): Message => ({
  chat,
  id,
  key: `${id}`,
  date: id,
  out: false,
  from: 7,
  body: { kind: 'text' },
  state: 'sent',
  text: '',
  entities: [],
  pinned: false,
  silent: false,
  mentioned: false,
  unread: false,
  reactions: [],
  noForwards: false,
  ...(topic === undefined ? {} : { topic }),
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('the part that is shown', () => {
  test('begins at the end and grows to the beginning without a gap', async () => {
    const s = server(120)
    const history = createHistory(s.source, { chat }, message)
    await history.toEnd()
    expect(history.ids()).toEqual(range(71, 120))
    expect([history.first(), history.last()]).toEqual([false, true])
    await history.older()
    await history.older()
    await history.older()
    expect(history.ids()).toEqual(range(1, 120))
    expect(history.first()).toBe(true)
    const n = s.asked.length
    await history.older()
    expect(s.asked.length).toBe(n)
  })

  test('asks once for what is asked for twice at the same time', async () => {
    const s = server(120)
    const history = createHistory(s.source, { chat }, message)
    await history.toEnd()
    await Promise.all([history.older(), history.older()])
    expect(s.asked.length).toBe(2)
    expect(history.ids()).toEqual(range(21, 120))
  })

  test('is another one after a jump, and one with the first when they meet', async () => {
    const s = server(200)
    const history = createHistory(s.source, { chat }, message)
    await history.toEnd()
    expect(await history.around(100)).toBe(true)
    expect(history.ids()).toEqual(range(75, 124))
    expect(history.last()).toBe(false)
    await history.newer()
    await history.newer()
    expect(history.ids()).toEqual(range(75, 200))
    expect(history.last()).toBe(true)
  })

  test('is near a message that is gone', async () => {
    const history = createHistory(server(200, [100]).source, { chat }, message)
    expect(await history.around(100)).toBe(false)
    expect(history.ids()).toContain(101)
  })

  test('is from a day on', async () => {
    const history = createHistory(server(200, [90]).source, { chat }, message)
    expect(await history.at(90)).toBe(91)
    expect(await history.at(500)).toBe(200)
  })

  test('stays bounded however far one scrolls, and goes on at both ends', async () => {
    const s = server(5000)
    const history = createHistory(s.source, { chat }, message)
    await history.toEnd()
    while (!history.first()) await history.older()
    expect(history.ids().length).toBe(mostShown)
    expect(history.ids()[0]).toBe(1)
    expect(history.last()).toBe(false)
    expect(s.released.length).toBe(5000 - mostShown)
    while (!history.last()) await history.newer()
    expect(history.ids().at(-1)).toBe(5000)
    expect(history.ids().length).toBe(mostShown)
    const shown = history.ids()
    expect(shown).toEqual(range(shown[0] ?? 0, 5000))
  })
})

describe('what happens meanwhile', () => {
  test('a new message is at the end, a local one under its new id', async () => {
    const history = createHistory(server(60).source, { chat }, message)
    await history.toEnd()
    history.take({ kind: 'new', chat, id: firstLocalId, loud: false })
    expect(history.ids().at(-1)).toBe(firstLocalId)
    history.take({ kind: 'settled', chat, from: firstLocalId, id: 61 })
    expect(history.ids().slice(-2)).toEqual([60, 61])
    history.take({ kind: 'new', chat: 5, id: 62, loud: false })
    expect(history.ids().at(-1)).toBe(61)
  })

  test('the first message of an empty chat', async () => {
    const history = createHistory(server(0).source, { chat }, message)
    await history.toEnd()
    expect(history.ids()).toEqual([])
    history.take({ kind: 'new', chat, id: 1, loud: true })
    expect(history.ids()).toEqual([1])
  })

  test('nothing is put behind a part that does not reach the end', async () => {
    const history = createHistory(server(200).source, { chat }, message)
    await history.around(50)
    history.take({ kind: 'new', chat, id: 201, loud: true })
    expect(history.ids().at(-1)).toBe(74)
  })

  test('deleted ones go, all of them too', async () => {
    const history = createHistory(server(3).source, { chat }, message)
    await history.toEnd()
    history.take({ kind: 'gone', chat, ids: [2] })
    expect(history.ids()).toEqual([1, 3])
    history.take({ kind: 'gone', chat, ids: [1, 3] })
    expect(history.ids()).toEqual([])
  })

  test('a topic takes its own messages alone', async () => {
    const find = (id: number) => message(id, id === 61 ? 9 : 4)
    const history = createHistory(server(60).source, { chat, topic: 9 }, find)
    await history.toEnd()
    history.take({ kind: 'new', chat, id: 62, loud: true })
    history.take({ kind: 'new', chat, id: 61, loud: true })
    expect(history.ids().at(-1)).toBe(61)
  })

  test('after too much was missed the place is loaded anew', async () => {
    const s = server(300)
    const history = createHistory(s.source, { chat }, message)
    history.watched = true
    await history.around(100)
    s.all.splice(99, 1)
    history.take({ kind: 'reset', chat: 0 })
    await expect.poll(() => history.loading().kind).toBe('ready')
    expect(history.ids()).not.toContain(100)
    expect(history.ids()).toContain(101)
  })

  test('what this browser kept is compared with the server before more is loaded', async () => {
    const s = server(100)
    let offline = true
    const source: Source = {
      ...s.source,
      history: async (query) => {
        const page = await s.source.history(query)
        return offline ? { ids: range(31, 60), first: false, last: true, cached: true } : page
      },
    }
    const history = createHistory(source, { chat }, message)
    await history.toEnd()
    expect([history.stale(), history.ids().at(-1)]).toEqual([true, 60])
    offline = false
    await history.older()
    expect(history.stale()).toBe(false)
    expect(history.ids()).toEqual(range(1, 100))
  })

  test('what is not on the screen is forgotten then, and loaded when it is opened', async () => {
    const s = server(60)
    const history = createHistory(s.source, { chat }, message)
    await history.toEnd()
    history.take({ kind: 'reset', chat: 0 })
    expect([history.ids(), s.asked.length]).toEqual([[], 1])
    await history.toEnd()
    expect(history.ids().at(-1)).toBe(60)
  })

  test('a failure is told, and mended by trying again', async () => {
    const s = server(10)
    let broken = true
    const source: Source = {
      ...s.source,
      history: (query) => (broken ? Promise.reject(new Error('away')) : s.source.history(query)),
    }
    const history = createHistory(source, { chat }, message)
    await history.toEnd()
    expect(history.loading().kind).toBe('failed')
    broken = false
    await history.reload()
    expect(history.loading().kind).toBe('ready')
    expect(history.ids().length).toBe(10)
  })
})

test('what waits to be sent comes whole, and again when it changed', async () => {
  const s = server(5)
  const waiting = [3, 1]
  const source: Source = { ...s.source, scheduled: async () => [...waiting] }
  const history = createHistory(source, { chat, scheduled: true }, message)
  history.watched = true
  await history.toEnd()
  expect(history.ids()).toEqual([1, 3])
  waiting.pop()
  history.take({ kind: 'new', chat, id: 70, loud: true })
  history.take({ kind: 'scheduled', chat })
  await expect.poll(() => history.ids()).toEqual([3])
  expect(s.asked).toEqual([])
})

test('what is left keeps the place and the end, and lets go of the rest', async () => {
  const s = server(1000)
  const history = createHistory(s.source, { chat }, message)
  await history.toEnd()
  for (let i = 0; i < 12; i++) await history.older()
  const before = history.ids().length
  expect(before).toBe(13 * pageSize)
  history.trim(500)
  expect(history.ids()).toContain(500)
  expect(history.ids().length).toBeLessThanOrEqual(120)
  expect(history.last()).toBe(false)
  expect(new Set(s.released).size).toBe(before - 120 - 60)
  await history.toEnd()
  expect(history.ids()).toEqual(range(941, 1000))
})
