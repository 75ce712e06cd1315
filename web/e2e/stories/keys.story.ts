import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { stranger, known } = scene('keys')

test('without a mouse: signing up, finding somebody, writing, answering, settings', async () => {
  const ivy = await known('Ivy', '28001')
  const jon = await stranger('Jon')
  const { page } = jon
  const { keyboard } = page
  /** Presses Tab until something of this name has the focus. */
  const reach = async (name: string) => {
    for (let presses = 0; presses < 60; presses++) {
      const at = await page.evaluate(() => {
        const focused = document.activeElement
        const labels =
          focused instanceof HTMLInputElement ? [...(focused.labels ?? [])].map((l) => l.textContent ?? '') : []
        return [focused?.getAttribute('aria-label') ?? '', ...labels, focused?.textContent ?? ''].map((s) => s.trim())
      })
      if (at.some((label) => label === name)) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not come to "${name}"`)
  }
  const phone = page.getByLabel(exactly(en['auth.phone']))
  await reach(en['auth.phone'])
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('+9996628002')
  expect((await phone.inputValue()).replaceAll(' ', '')).toBe('+9996628002')
  await keyboard.press('Enter')
  await page.getByLabel(exactly(en['auth.code'])).waitFor()
  await reach(en['auth.code'])
  await keyboard.type('22222')
  await page.getByLabel(exactly(en['auth.firstName'])).waitFor()
  await reach(en['auth.firstName'])
  await keyboard.type('Jon')
  await keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()

  await reach('Search')
  await keyboard.type(ivy.username)
  await page.getByRole('search').getByRole('link', { name: 'Ivy' }).waitFor()
  await jon.step('1 found')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  const box = page.getByRole('textbox', { name: exactly(en['composer.message']) })
  await box.waitFor()
  await reach(en['composer.message'])
  await keyboard.type('Typed without a mouse')
  await keyboard.press('Enter')
  const i = await ivy.list.open('Jon')
  await i.has('Typed without a mouse')
  await i.send('Impressive')
  const message = page.getByRole('article').filter({ hasText: 'Impressive' })
  await message.waitFor()

  await keyboard.press('Shift+Tab')
  await page.evaluate(() => undefined)
  for (let presses = 0; presses < 20; presses++) {
    if (await message.evaluate((el) => el.contains(document.activeElement))) break
    await keyboard.press('Shift+Tab')
  }
  expect(await message.evaluate((el) => el.contains(document.activeElement))).toBe(true)
  await keyboard.press('ContextMenu')
  await page.getByRole('menuitem', { name: exactly(en['feed.act.reply']) }).waitFor()
  await jon.step('2 menu')
  while ((await page.evaluate(() => document.activeElement?.textContent?.trim())) !== en['feed.act.reply']) {
    await keyboard.press('ArrowDown')
  }
  await keyboard.press('Enter')
  await page.getByText(en['composer.replyTo'].replace('{name}', 'Ivy')).waitFor()
  await box.and(page.locator(':focus')).waitFor()
  await keyboard.type('By the keys')
  await keyboard.press('Enter')
  await i.has('By the keys')
  await keyboard.press('Escape')
  await box.waitFor({ state: 'detached' })
  await reach(en['app.menu'])
  await keyboard.press('Enter')
  await keyboard.press('End')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: exactly(en['settings.title']) }).waitFor()
  await jon.step('3 settings')
  await jon.leave()
  await ivy.leave()
})
