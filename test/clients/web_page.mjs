// The web client in a browser: what its page shows, and what a person does there.
//
// env: WORK, a directory for the log of its console; SHOTS, one for pictures
import { appendFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { eventuallySo } from './web_wait.mjs'

// The browser is driven by what the web client's own stories use.
const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core')

const exactly = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

export class Page {
  problems = [] // errors of the page
  away = false // while the server is, requests fail

  static async open (url) {
    const p = new Page()
    p.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    const context = await p.browser.newContext({ viewport: { width: 1280, height: 1400 }, locale: 'en-US', timezoneId: 'UTC' })
    context.setDefaultTimeout(30_000)
    p.page = await context.newPage()
    p.page.on('pageerror', (e) => p.problems.push(e.stack ?? e.message))
    p.page.on('console', (m) => {
      appendFileSync(join(process.env.WORK, 'web-console.log'), `${m.type()} ${m.text()}\n`)
      if (m.type() === 'error' && !p.away) p.problems.push(`${m.text()} (${m.location().url})`)
    })
    await p.page.goto(url)
    return p
  }

  async login (phone, code) {
    await this.page.getByLabel('Phone number').fill(phone)
    await this.page.getByRole('button', { name: exactly('Next') }).click()
    await this.page.getByLabel('Code').fill(code)
    await this.nav.waitFor()
  }

  get nav () { return this.page.getByRole('navigation', { name: exactly('Chats') }) }
  get log () { return this.page.getByRole('log') }
  get box () { return this.page.getByRole('textbox', { name: exactly('Message') }) }
  row (title) { return this.page.getByRole('navigation').getByRole('link', { name: title }).first() }
  message (text) { return this.log.getByRole('article').filter({ hasText: text }).first() }
  item (name) { return this.page.getByRole('menuitem', { name: exactly(name) }).click() }
  button (name, within = this.page) { return within.getByRole('button', { name: exactly(name) }).click() }
  go (hash) { return this.page.evaluate((to) => { location.hash = to }, hash) }

  shot (name) {
    mkdirSync(process.env.SHOTS, { recursive: true })
    return this.page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), animations: 'disabled' })
  }

  // open shows a chat; list shows none.
  async open (chat, title) {
    await this.go(`#/c/${chat}`)
    await this.page.getByRole('main').getByText(title, { exact: true }).first().waitFor()
    await this.log.waitFor()
  }

  async list () {
    await this.go('#/')
    await this.log.waitFor({ state: 'detached' })
    await this.nav.waitFor()
  }

  async type (text) {
    await this.box.click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  async send (text) {
    await this.type(text)
    await this.page.keyboard.press('Enter')
    await this.message(text).waitFor()
  }

  // menu opens that of something, and takes what it has. It closes when the page moves
  // beneath it, as it does when others write meanwhile: then it is opened again.
  async menu (of, choice) {
    await eventuallySo('a menu', async () => {
      await of.click({ button: 'right' })
      return choice.click({ timeout: 3_000 }).then(() => true, () => false)
    })
  }

  async act (text, action) {
    await this.menu(this.message(text), this.page.getByRole('menuitem', { name: exactly(action) }))
  }

  async edit (text, to) {
    await this.act(text, 'Edit')
    await this.type(to)
    await this.page.keyboard.press('Enter')
  }

  async remove (text) {
    await this.act(text, 'Delete')
    const sure = this.page.getByRole('alertdialog')
    await sure.getByRole('checkbox').setChecked(true)
    await this.button('Delete', sure)
  }

  async pin (text) {
    await this.act(text, 'Pin')
    await this.button('Pin', this.page.getByRole('alertdialog'))
  }

  async react (text, emoji) {
    const reactions = this.page.getByRole('toolbar', { name: exactly('React') })
    await this.menu(this.message(text), reactions.getByRole('button').filter({ hasText: emoji }))
    await this.page.getByRole('menu').waitFor({ state: 'detached' })
  }

  async vote (question, answer) {
    await this.message(question).getByRole('button').filter({ hasText: answer }).click()
  }

  // chat takes from the menu of a chat in the list, and from that what is in it.
  async chat (title, ...items) {
    const [first, ...others] = items.map((name) => this.page.getByRole('menuitem', { name: exactly(name) }))
    await this.menu(this.row(title), first)
    for (const item of others) await item.click()
  }

  async pick (names, done) {
    const dialog = this.page.getByRole('dialog')
    for (const name of names) await dialog.getByRole('checkbox').filter({ hasText: name }).click()
    await this.button(done, dialog)
  }

  async makeGroup (title, names) {
    await this.button('New chat')
    await this.item('New group')
    await this.pick(names, 'Next')
    await this.page.getByLabel('Group name').fill(title)
    await this.button('Create group')
    await this.log.waitFor()
  }

  async makeFolder (title, names) {
    await this.go('#/settings/folders')
    await this.button('New folder')
    await this.page.getByRole('dialog').getByLabel(exactly('Name')).fill(title)
    await this.button('Add chats')
    await this.pick(names, 'Done')
    await this.button('Save', this.page.getByRole('dialog'))
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  // chats is the list that is open, from top to bottom.
  chats () {
    return this.page.evaluate(() => {
      const shown = [...document.querySelectorAll('nav a[href^="#/c/"]')]
      const top = (e) => e.getBoundingClientRect().top
      return shown.filter((a) => a.checkVisibility()).sort((a, b) => top(a) - top(b)).map((a) => {
        const signs = [...a.querySelectorAll('[role=img][aria-label]')].map((e) => e.ariaLabel)
        const words = [...a.children].at(-1)
        return {
          title: a.querySelector('bdi').textContent,
          unread: Number(signs.map((s) => /^(\d+) unread/.exec(s)?.[1]).find(Boolean) ?? 0),
          marked: signs.includes('marked as unread'),
          muted: signs.includes('muted'),
          pinned: a.draggable, // only pinned ones can be moved
          last: words.children[1].firstElementChild.textContent.trim().replace(/\s+/g, ' '),
        }
      })
    })
  }

  // tabs are the folders, without that of all chats.
  async tabs () {
    const names = await this.page.getByRole('tab').evaluateAll((all) => all.map((e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join('')))
    return names.slice(1)
  }

  // messages are those of the chat that is open, and what is pinned there.
  messages () {
    return this.page.evaluate(() => {
      const log = document.querySelector('[role=log]')
      const top = (e) => e.getBoundingClientRect().top
      const all = [...log.querySelectorAll('article')].sort((a, b) => top(a) - top(b)).map((a) => {
        const label = a.ariaLabel
        const said = /^(.*?): (.*), \d{1,2}:\d\d\s?[AP]M$/s.exec(label)
        if (!said) return { service: true }
        const signs = [...a.querySelectorAll('[role=img][aria-label]')].map((e) => e.ariaLabel)
        const out = said[1] === 'You'
        return {
          text: said[2].replace(/^Poll: /, ''),
          out,
          edited: [...a.querySelectorAll('span')].some((e) => e.textContent === 'edited'),
          read: out && signs.includes('Read'),
          sent: a.dataset.state === 'sent',
          reactions: [...a.querySelectorAll('button[aria-pressed]')].filter((b) => b.closest('[role=group]'))
            .map((b) => `${b.firstElementChild.textContent.split(' ')[0]}${b.ariaPressed === 'true' ? ' by me' : ''}`),
          votes: [...a.querySelectorAll('li')].filter((li) => li.querySelector('[aria-label="Your choice"]')).map((li) => li.children[1].textContent),
        }
      })
      const bar = [...document.querySelectorAll('main button')].find((b) => b.firstElementChild?.textContent.startsWith('Pinned message'))
      return { all, pinned: bar?.lastElementChild.textContent ?? '' }
    })
  }

  async reload () {
    await this.page.reload()
    await this.nav.waitFor()
    await eventuallySo('the list of chats', async () => (await this.chats()).length > 0)
  }

  close () { return this.browser?.close() }
}
