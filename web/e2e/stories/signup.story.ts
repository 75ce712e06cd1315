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

test('somebody without any app signs up within a minute', async () => {
  const begun = Date.now()
  const alice = await Person.come(browser, server, 'sign-up', 'Alice')
  await alice.step('1 welcome')
  await new Login(alice.page).as('21001', 'Alice')
  expect(Date.now() - begun).toBeLessThan(60_000)
  await alice.step('2 signed up')
  await alice.leave()
})
