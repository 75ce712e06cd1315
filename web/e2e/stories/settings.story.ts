import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { en } from '../../src/lang/en'
import { go, press } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'
import { until } from '../server'
import { stored } from '../storage'

const { newcomer, known } = scene('settings')

const secret = 'the heron nests at dawn'

/** Waits until nothing of those who wrote is in the browser. */
async function forgets(page: Page): Promise<void> {
  let left: string[] = []
  await until(
    async () => {
      const words = await stored(page)
      left = [secret, 'Wandaful', 'wandaful', 'Xenophon', '99966', '26003'].filter((word) => words.includes(word))
      return left.length === 0
    },
    () => `the browser still has ${left}`,
  )
}

test('what one changes about oneself, others see', async () => {
  const [uma, vera] = await Promise.all([known('Uma', '26001'), known('Vera', '26002')])
  const { page } = uma
  await (await vera.list.goTo(uma.username, 'Uma')).send('Hello')
  await go(page, '#/settings/profile')
  await page.getByLabel(exactly(en['settings.profile.last'])).fill('Underhill')
  await page.getByLabel(exactly(en['settings.profile.about'])).fill('Reads maps')
  await press(page, en['settings.save'])
  await page.getByText(en['settings.profile.saved']).waitFor()
  await uma.step('1 profile')
  await vera.list.row('Uma Underhill').first().waitFor()
  await vera.page.getByTitle(en['chat.info']).click()
  await vera.page.getByText('Reads maps').waitFor()
  await vera.step('2 info')

  await go(page, '#/settings/privacy')
  await page.getByRole('link', { name: en['settings.privacy.lastSeen'] }).click()
  await page.getByRole('radio', { name: exactly(en['settings.privacy.nobody']) }).click()
  await uma.step('3 privacy')
  await vera.page.getByRole('main').getByText('last seen recently').first().waitFor()
  for (const part of ['notifications', 'data', 'appearance', 'language', 'folders', 'about']) {
    await go(page, `#/settings/${part}`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await uma.step(`4 ${part}`)
  }
  await uma.leave()
  await vera.leave()
})

test('logging out leaves nothing in the browser, in any tab', async () => {
  const wanda = await known('Wandaful', '26003')
  const xeno = await newcomer('Xenophon', '26004')
  await (await xeno.list.goTo(wanda.username, 'Wandaful')).send(secret)
  await (await wanda.list.open('Xenophon')).has(secret)
  await until(async () => (await stored(wanda.page)).includes(secret), 'the chat is kept')
  const other = await newcomer('Wandaful', '26003')
  await (await other.list.open('Xenophon')).has(secret)
  await until(async () => (await stored(other.page)).includes(secret), 'the chat is kept')
  for (const page of [wanda.page, other.page]) await go(page, '#/')
  await go(wanda.page, '#/settings/devices')
  await wanda.page
    .getByRole('button', { name: /^Log out / })
    .first()
    .waitFor()
  await wanda.step('5 devices')
  await wanda.page.getByText(en['settings.devices.endOthers'], { exact: true }).click()
  await press(wanda.page.getByRole('alertdialog'), en['settings.devices.end'])
  await other.page.getByLabel(exactly(en['auth.phone'])).waitFor()
  await forgets(other.page)

  const tab = await wanda.tab()
  await tab.getByRole('navigation').getByRole('link', { name: 'Xenophon' }).first().waitFor()
  await go(wanda.page, '#/settings')
  await wanda.page.getByText(en['settings.logOut'], { exact: true }).last().click()
  await press(wanda.page.getByRole('alertdialog'), en['settings.logOut'])
  for (const page of [wanda.page, tab]) await page.getByLabel(exactly(en['auth.phone'])).waitFor()
  await wanda.step('6 logged out')
  await forgets(wanda.page)
  for (const person of [wanda, xeno, other]) await person.leave()
})

test('two accounts in one browser, in two tabs', async () => {
  const yara = await newcomer('Yara', '26005')
  const zoe = await known('Zoe', '26006')
  const { page, list } = yara
  await (await list.goTo(zoe.username, 'Zoe')).send('From Yara')
  await list.menu(en['app.addAccount'])
  await page.getByLabel(exactly(en['auth.phone'])).waitFor()
  await yara.step('7 another account')
  await yara.login.as('26007', 'Yolanda')
  await (await list.goTo(zoe.username, 'Zoe')).send('From Yolanda')
  await zoe.list.row('Yolanda').first().waitFor()
  await (await zoe.list.open('Yara')).send('To Yara')
  await page
    .getByText(en['app.unreadElsewhere_one'].replace('{n}', '1'))
    .or(page.getByLabel(en['app.unreadElsewhere_one'].replace('{n}', '1')))
    .first()
    .waitFor()
  await press(page, en['app.menu'])
  await yara.step('8 two accounts')
  await page
    .getByRole('menuitemcheckbox', { name: 'Yara' })
    .or(page.getByRole('menuitemradio', { name: 'Yara' }))
    .or(page.getByRole('menuitem', { name: 'Yara' }))
    .first()
    .click()
  await (await list.open('Zoe')).has('From Yara', 'To Yara')
  const tab = await yara.tab()
  await tab.getByRole('navigation').getByRole('link', { name: 'Zoe' }).first().click()
  await tab.getByRole('article').filter({ hasText: 'To Yara' }).waitFor()
  await tab.getByRole('textbox', { name: exactly(en['composer.message']) }).click()
  await tab.keyboard.insertText('From the other tab')
  await tab.keyboard.press('Enter')
  await page.getByRole('article').filter({ hasText: 'From the other tab' }).waitFor()
  await zoe.page.getByRole('article').filter({ hasText: 'From the other tab' }).waitFor()
  await yara.leave()
  await zoe.leave()
})
