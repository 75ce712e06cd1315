import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { Chat } from '../drivers/chat'
import { choose, press } from '../drivers/hands'
import { scene } from '../scene'
import { until } from '../server'

// One person writes ten thousand messages in a minute: that is not what limits are for.
const { known, newcomer } = scene('long', { HELIOGRAPH_LIMITS_SENDS_PER_SECOND: '100000' })
const messages = 10_000

declare global {
  interface Window {
    /** The worker of the account, for a test to ask what the page asks. */
    asked?: Worker
    /** How long frames took, in ms, where they took more than 50. */
    long?: number[]
  }
}

/** Asks the worker what the page may ask of it. */
const ask = (page: Page, method: string, args: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, how]) =>
      new Promise((resolve, reject) => {
        const worker = window.asked
        if (!worker) throw new Error('there is no worker')
        const call = 1e9 + Math.random()
        const hear = ({ data }: MessageEvent) => {
          if (data.call !== call) return
          worker.removeEventListener('message', hear)
          if (data.kind === 'done') resolve(data.value)
          else reject(new Error(data.error.text))
        }
        worker.addEventListener('message', hear)
        worker.postMessage({ kind: 'call', call, method: name, args: how })
      }),
    [method, args] as const,
  )

test(`a chat of ${messages} messages, to its beginning and back`, { timeout: 240_000 }, async () => {
  const guest = await known('Bob', '20002')
  const amy = await newcomer('Amy', '20001')
  const { page } = amy
  await page.addInitScript(() => {
    const Real = Worker
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        window.asked = this
      }
    }
  })
  await amy.list.goTo(guest.username, 'Bob')
  await guest.leave() // who is away draws nothing meanwhile
  const chat = Number(/#\/c\/(\d+)/.exec(page.url())?.[1])
  await page.reload()
  const first = new Chat(page)
  for (let n = 1; n <= 100; n++) {
    await ask(page, 'sendText', { chat, text: `Message ${n} of those that are there`, entities: [] })
  }
  await first.marked('Message 100 of', en['feed.meta.sent'])
  let ids: number[] = []
  await until(async () => {
    const history = (await ask(page, 'history', { chat, where: { before: 0 }, limit: 100 })) as { ids: number[] }
    ids = history.ids.filter((id) => id < 2 ** 31)
    return ids.length === 100
  }, 'a hundred messages')
  await page.evaluate(() => {
    location.hash = '#/'
  })
  for (let n = 100; n < messages; n += 100) {
    await ask(page, 'forward', { chat, from: chat, ids, hideSender: true })
  }
  await until(
    async () => {
      const { ids: all } = (await ask(page, 'history', { chat, where: { before: 0 }, limit: 100 })) as { ids: number[] }
      return (all[0] ?? 0) - (ids[0] ?? 0) >= messages - 100 && all.every((id) => id < 2 ** 31)
    },
    'ten thousand messages',
    120_000,
  )

  const bob = await newcomer('Bob', '20002')
  const { page: reader } = bob
  const b = await bob.list.open('Amy')
  await b.has('Message 1 of') // the first unread one
  await reader.evaluate(() => {
    window.long = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.long?.push(Math.round(entry.duration))
    }).observe({ type: 'longtask' })
  })
  const list = b.log
  const shown: number[] = []
  const turnTheWheel = async (by: number) => {
    await list.hover()
    for (let turn = 0; turn < 60; turn++) {
      await reader.mouse.wheel(0, by)
      await reader.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
    shown.push(await list.getByRole('article').count())
  }
  await turnTheWheel(3000)
  await bob.step('1 on the way to the end')
  await press(reader, en['feed.jump.end'])
  await b.has('Message 100 of')
  await turnTheWheel(-3000)
  await bob.step('2 on the way to the beginning')
  await press(reader, en['chat.menu'])
  await choose(reader, en['chat.menu.date'])
  await reader.getByRole('dialog').locator('[aria-current=date]').click()
  await b.has('Message 1 of')
  await bob.step('3 first of the day')
  const long = await reader.evaluate(() => window.long ?? [])
  for (const count of shown) expect(count).toBeLessThan(200) // only what is near the screen is in the page
  const figures = { messages, longTasks: long.length, longest: Math.max(0, ...long), shown: Math.max(...shown) }
  console.log('long history:', JSON.stringify(figures))
  writeFileSync(join(import.meta.dirname, '../../../artifacts/web/long.json'), JSON.stringify(figures))
  await amy.leave()
  await bob.leave()
})
