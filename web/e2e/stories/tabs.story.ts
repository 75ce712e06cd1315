import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Login } from '../drivers/login'
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

test('two tabs that wait at the log-in share what one of them begins', async () => {
  const alice = await Person.come(browser, server, 'tabs', 'Alice')
  const other = await alice.context.newPage()
  await Promise.all([alice.page.reload(), other.goto(server.url)])
  await alice.ready()
  await new Login(alice.page).as('24001', 'Alice')
  const list = other.getByRole('navigation')
  await other.bringToFront()
  await other.reload()
  await list.first().waitFor()
  await alice.page.bringToFront()
  await alice.page.reload()
  await alice.page.getByRole('navigation').first().waitFor()
  expect(await alice.page.getByRole('textbox', { name: 'Phone number' }).count()).toBe(0)
  await alice.leave()
})
