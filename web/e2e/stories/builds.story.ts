import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, Person } from '../person'
import { Server } from '../server'

let server: Server
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

test('a page that is older than the server offers to be loaded anew', async () => {
  // Playwright sees what a page asks for only where no service worker asks for it.
  const alice = await Person.come(browser, server, 'builds', 'Alice', { serviceWorkers: 'block' })
  const { page } = alice
  let loads = 0
  page.on('load', () => loads++)
  await page.route('**/client.json', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), build: 'ffffffffffffffff' } })
  })
  await page.reload()
  const offer = page.getByRole('button', { name: 'Reload' })
  await offer.waitFor()
  await alice.step('1 newer build')
  await page.unroute('**/client.json')
  await Promise.all([page.waitForEvent('load'), offer.click()])
  await alice.ready()
  expect(loads).toBe(2)
  expect(await offer.count()).toBe(0)
  await alice.leave()
})

test('a notification leads to its chat', async () => {
  const bob = await Person.come(browser, server, 'builds', 'Bob', { permissions: ['notifications'] })
  const { page, context } = bob
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.showNotification('Alice', { data: { route: '#/contacts', slot: 0 } })
    await registration.showNotification('Mallory', { data: { route: 'https://other.example/', slot: 0 } })
  })
  const [worker] = context.serviceWorkers()
  const left = await worker?.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobalScope
    const shown = await scope.registration.getNotifications()
    for (const notification of shown.sort((a, b) => (a.title < b.title ? 1 : -1))) {
      scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
    }
    return (await scope.registration.getNotifications()).length
  })
  expect(left).toBe(0)
  await page.waitForURL('**/#/contacts')
  await bob.leave()
})

test('the page opens without its server, and goes on with it', async () => {
  const carol = await Person.come(browser, server, 'builds', 'Carol')
  const { page } = carol
  await page.evaluate(() => navigator.serviceWorker.ready)
  await carol.whileAway(async () => {
    await server.kill()
    await page.reload()
    // What it says depends on whether the machine has a network at all.
    await page.getByText(/The server does not answer|Connecting|You are offline/).waitFor()
    await carol.step('2 without the server')
    await server.up()
  })
  await carol.ready()
  await carol.leave()
})
