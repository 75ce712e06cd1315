import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { go } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { newcomer, known } = scene('screens')

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

test('a phone has one pane at a time, and is enough', async () => {
  const [abe, bea] = await Promise.all([newcomer('Abe', '27001', phone), known('Bea', '27002')])
  const { page } = abe
  await abe.step('1 empty')
  const a = await abe.list.goTo(bea.username, 'Bea')
  await page.getByRole('textbox', { name: exactly(en['composer.message']) }).tap()
  await page.keyboard.insertText('Written on a phone, with a sentence that is long enough to be broken into lines')
  await page.getByRole('button', { name: exactly(en['composer.send']) }).tap()
  await (await bea.list.open('Abe')).has('Written on a phone')
  await a.marked('Written on a phone', en['feed.meta.read'])
  await abe.step('2 chat')
  await fits(page)
  await page.getByTitle(en['chat.info']).tap()
  await page.getByRole('heading', { name: exactly(en['info.title.user']) }).waitFor()
  await abe.step('3 info')
  await fits(page)
  await page.goBack()
  await page.getByRole('link', { name: exactly(en['chat.back']) }).tap()
  await abe.list.row('Bea').first().waitFor()
  await abe.step('4 list')
  await fits(page)
  await go(page, '#/settings')
  await page.getByRole('heading', { name: exactly(en['settings.title']) }).waitFor()
  await abe.step('5 settings')
  await fits(page)
  await abe.leave()
  await bea.leave()
})

test('a window of 320 pixels, as a screen at 400 % has it', async () => {
  const [cal, dee] = await Promise.all([
    newcomer('Cal', '27003', { viewport: { width: 320, height: 568 } }),
    known('Dee', '27004'),
  ])
  const { page } = cal
  const c = await cal.list.goTo(dee.username, 'Dee')
  await c.send(
    'Averyveryverylongwordwithoutanyspaceinitthatcannotbebrokenanywhereelse',
    'https://example.org/a/very/long/path/that/has/no/end/at/all/and/goes/on',
  )
  await c.has('Averyvery')
  await fits(page)
  await cal.step('6 narrow chat')
  for (const hash of ['#/', '#/settings', '#/settings/privacy', '#/settings/appearance', '#/contacts', '#/archive']) {
    await go(page, hash)
    await page.getByRole('heading', { level: 2 }).or(page.getByRole('navigation')).first().waitFor()
    await fits(page)
  }
  await cal.step('7 narrow')
  await cal.leave()
  await dee.leave()
})

test('dark, and twice as large', async () => {
  const [eli, fay] = await Promise.all([
    newcomer('Eli', '27005', { colorScheme: 'dark', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }),
    known('Fay', '27006', { colorScheme: 'dark' }),
  ])
  const e = await eli.list.goTo(fay.username, 'Fay')
  await e.send('Good evening')
  const f = await fay.list.open('Eli')
  await f.has('Good evening')
  await f.send('Good night')
  await e.has('Good night')
  await fits(eli.page)
  await eli.step('8 dark and large')
  await fay.step('9 dark')
  await go(fay.page, '#/settings/appearance')
  await fay.page.getByRole('heading', { name: exactly(en['settings.appearance']) }).waitFor()
  await fay.step('10 dark settings')
  await eli.leave()
  await fay.leave()
})

test('a language that is written from right to left', async () => {
  const [gil, hal] = await Promise.all([newcomer('Gil', '27007'), known('Hal', '27008')])
  const { page } = gil
  const g = await gil.list.goTo(hal.username, 'Hal')
  await g.send('Hello from the left')
  await go(page, '#/settings/language')
  await page.locator('[lang=ar]').first().click()
  await page.locator('html[dir=rtl]').waitFor()
  await gil.step('11 languages')
  await go(page, page.url().replace(/.*#/, '#').replace('/settings/language', '/'))
  await gil.list.row('Hal').first().click()
  await page.getByRole('article').filter({ hasText: 'Hello from the left' }).waitFor()
  await page.getByRole('main').getByRole('textbox').last().click()
  await page.keyboard.insertText('مرحبا بالعالم 123')
  await page.keyboard.press('Enter')
  await (await hal.list.open('Gil')).has('مرحبا بالعالم 123')
  const list = await page.getByRole('navigation').first().boundingBox()
  const main = await page.getByRole('main').boundingBox()
  expect(list?.x ?? 0).toBeGreaterThan(main?.x ?? 0)
  await fits(page)
  await gil.step('12 right to left')
  await gil.leave()
  await hal.leave()
})
