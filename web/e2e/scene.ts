import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { known, newcomer } from './people'
import { openBrowser, Person } from './person'
import { Server } from './server'

/** The server, with these settings in its environment, and the browser of a file of stories. */
export function scene(story: string, settings: Readonly<Record<string, string>> = {}) {
  let server: Server
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([Server.start(settings), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  return {
    server: () => server,
    browser: () => browser,
    stranger: (name: string, options?: BrowserContextOptions) => Person.come(browser, server, story, name, options),
    newcomer: (name: string, number: string, options?: BrowserContextOptions) =>
      newcomer(browser, server, story, name, number, options),
    known: (name: string, number: string, options?: BrowserContextOptions) =>
      known(browser, server, story, name, number, options),
  }
}
