// Tries in a real browser what jsdom cannot: the top layer, focus, placement, fingers.
//   node e2e/gallery/behave.mjs
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const server = await createServer({ server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
await server.listen()
const url = `${server.resolvedUrls.local[0]}gallery.html`
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const says = (text) => console.log(`ok  ${text}`)
const focused = (page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

{
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  const side = page.getByRole('region', { name: 'light' })

  const more = side.getByRole('button', { name: 'More' })
  await more.focus()
  await page.keyboard.press('Enter')
  assert.equal(await focused(page), 'Mark as read')
  await page.keyboard.press('d')
  assert.equal(await focused(page), 'Delete chat')
  await page.keyboard.press('Escape')
  assert.equal(await focused(page), 'More')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await page.getByRole('menu').count(), 0)
  await more.click()
  await page.getByRole('menu').waitFor()
  await more.click()
  assert.equal(await page.getByRole('menu').count(), 0)
  says('a menu is opened, moved through and closed by keys, and closed by its button')

  const dialogButton = side.getByRole('button', { name: 'Open a dialog' })
  await dialogButton.focus()
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'New group' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT')
    for (let tab = 0; tab < 12; tab++) {
      await page.keyboard.press('Tab')
      const inside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      )
      assert.ok(inside, 'Tab left the dialog')
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await focused(page), 'Open a dialog')
  }
  await dialogButton.click()
  await page.mouse.click(20, 20)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  says('a dialog holds the focus, gives it back, and closes by Escape again and again, and by a press outside')

  await side.getByRole('button', { name: 'Search' }).first().hover()
  await page.locator('[popover]:popover-open', { hasText: 'Search' }).waitFor()
  await page.keyboard.press('Escape')
  says('a tooltip comes while the mouse rests')

  await side.getByRole('button', { name: 'Toast' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' })
  says('a toast can be pressed')

  // rows: arrows move over what is not drawn yet
  const list = side.getByRole('list', { name: 'Chats, light' })
  await list.getByRole('link').first().focus()
  for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowDown')
  assert.match(await focused(page), /Engine works 40/)
  await page.keyboard.press('End')
  assert.match(await focused(page), / 499/)
  await page.keyboard.press('Home')
  assert.match(await focused(page), /Ada Lovelace 0/)
  says('arrows, Home and End go through a long list')

  // the focused row leaves the screen
  await list.hover()
  await page.mouse.wheel(0, 8000)
  await page.waitForFunction(() => !document.activeElement?.matches('a'))
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), 'the focus was lost')
  says('the focus stays in the list when its row leaves')
  await page.close()
}

{
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.goto(url)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], select, input')]
      .filter((el) => el.checkVisibility() && !el.closest('[aria-hidden=true]'))
      .map((el) => ({
        el: el.closest('label, [class*=frame], [class*=field]') ?? el,
        name: el.getAttribute('aria-label') ?? el.textContent,
      }))
      .map(({ el, name }) => ({ name, ...el.getBoundingClientRect().toJSON() }))
      .filter((r) => r.height < 43.5 && r.height > 0)
      .map((r) => `${r.name} ${r.width.toFixed(0)}x${r.height.toFixed(0)}`),
  )
  console.log('    lower than a finger:', [...new Set(small)].join(', ') || 'nothing')
  await page.getByRole('button', { name: 'More' }).first().tap()
  const menu = await page.getByRole('menu').boundingBox()
  assert.ok(menu.x >= 0 && menu.x + menu.width <= 390, 'the menu is not in the window')
  says('a menu stays inside a small window')
  await context.close()
}
await browser.close()
await server.close()
