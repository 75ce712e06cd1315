import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Server } from './server'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const artifacts = join(import.meta.dirname, '../../artifacts/web')

/** Debian's; nothing is downloaded. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })

declare global {
  interface Window {
    /** What broke the policy of the page. */
    violations?: string[]
    axe?: {
      run(
        options: object,
      ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
    }
  }
}

/** Somebody at a browser of their own. Whatever goes wrong in it is kept until `check`. */
export class Person {
  readonly problems: string[] = []

  private constructor(
    readonly name: string,
    readonly story: string,
    readonly server: Server,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async come(
    browser: Browser,
    server: Server,
    story: string,
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options })
    await context.addInitScript(() => {
      window.violations = []
      document.addEventListener('securitypolicyviolation', (e) =>
        window.violations?.push(`${e.violatedDirective} ${e.blockedURI}`),
      )
    })
    const person = new Person(name, story, server, context, await context.newPage())
    person.#watch(person.page)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await person.#tell()
      await context.close()
    })
    await person.page.goto(server.url)
    await person.ready()
    return person
  }

  /** Waits until the page knows whether somebody is logged in, and shows it. */
  async ready(): Promise<void> {
    await this.page.getByRole('heading').or(this.page.getByRole('navigation')).first().waitFor()
    await this.page.locator('main[aria-busy=true]').waitFor({ state: 'detached' })
  }

  #away = false

  /** While the server is away requests fail, and that is no fault. */
  async whileAway(does: () => Promise<void>): Promise<void> {
    this.#away = true
    await does()
    this.#away = false
  }

  #watch(page: Page): void {
    const { server } = this
    page.on('pageerror', (error) => this.problems.push(`${this.name}: ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      if (message.type() !== 'error' || this.#away) return
      this.problems.push(`${this.name}: console: ${message.text()} (${message.location().url})`)
    })
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(server.url) && !/^(blob|data):/.test(url)) {
        this.problems.push(`${this.name}: it asked a third party: ${url}`)
      }
    })
  }

  /** Another tab of the same browser. */
  async tab(): Promise<Page> {
    const page = await this.context.newPage()
    this.#watch(page)
    await page.goto(this.server.url)
    return page
  }

  /** Keeps a picture of this moment, and has axe look at it. */
  async step(name: string): Promise<void> {
    const { page } = this
    mkdirSync(artifacts, { recursive: true })
    await page.screenshot({
      path: join(artifacts, `${this.story} ${name} ${this.name.replace(/\W/g, '_')}.png`),
      animations: 'disabled',
    })
    if (!(await page.evaluate(() => 'axe' in window))) {
      // Playwright evaluates outside the policy of the page.
      const { readFileSync } = await import('node:fs')
      await page.evaluate(readFileSync(axePath, 'utf8'))
    }
    const found = await page.evaluate(
      () => window.axe?.run({ resultTypes: ['violations'] }).then((result) => result.violations) ?? [],
    )
    for (const { id, nodes } of found) {
      for (const node of nodes.slice(0, 3)) {
        this.problems.push(
          `${this.name} at "${name}": axe ${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`,
        )
      }
    }
  }

  /** Keeps what there is to see when a story fails: a picture, the page, what went wrong in it. */
  async #tell(): Promise<void> {
    mkdirSync(artifacts, { recursive: true })
    const path = join(artifacts, `failed ${this.story} ${this.name.replace(/\W/g, '_')}`)
    await this.page.screenshot({ path: `${path}.png` }).catch(() => undefined)
    const page = await this.page.content().catch(() => 'the page is closed')
    writeFileSync(`${path}.html`, `<!--\n${this.page.url()}\n${this.problems.join('\n')}\n-->\n${page}`)
  }

  /** Fails when something went wrong, and closes the browser. */
  async leave(): Promise<void> {
    const broken = await this.page.evaluate(() => window.violations ?? []).catch(() => [])
    this.problems.push(...broken.map((violation) => `${this.name}: the policy was broken: ${violation}`))
    await this.context.close()
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'))
  }
}
