import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { press } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { newcomer, known } = scene('find')

test('chats, people and messages are found', async () => {
  const [hugo, iris] = await Promise.all([newcomer('Hugo', '24001'), known('Iris', '24002')])
  const { page } = hugo
  const search = page.getByRole('navigation').getByRole('searchbox')
  const results = page.getByRole('search')
  await search.fill(iris.username)
  await results.getByRole('heading', { name: en['search.others'] }).waitFor()
  await hugo.step('1 public names')
  await results.getByRole('link', { name: 'Iris' }).first().click()
  const h = await hugo.list.opened('Iris')
  await h.send('The lighthouse is lit', 'The harbour sleeps', 'Nothing else')
  await h.marked('Nothing else', en['feed.meta.sent'])

  await search.fill('lighthouse')
  const hit = results.getByRole('link', { name: 'The lighthouse is lit' })
  await hit.waitFor()
  await hugo.step('2 messages')
  await hit.click()
  await page.waitForURL(/#\/c\/\d+\/\d+/)
  await h.has('The lighthouse is lit')

  await search.fill('no such thing at all')
  await results.getByText(en['search.nothing']).waitFor()
  await hugo.step('3 nothing')
  await page.keyboard.press('Escape')

  await press(page.getByRole('main'), en['chat.search'])
  await page.getByRole('main').getByRole('searchbox').fill('harbour')
  await page.getByText(en['chat.search.count_one'].replace('{n}', '1')).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(en['chat.search.place'].replace('{at}', '1').replace('{n}', '1')).first().waitFor()
  await hugo.step('4 in the chat')
  await hugo.leave()
  await iris.leave()
})

test('chats are pinned, archived, muted and keep what was begun', async () => {
  const [jane, kurt, lena] = await Promise.all([
    newcomer('Jane', '24003'),
    known('Kurt', '24004'),
    known('Lena', '24005'),
  ])
  const { page, list } = jane
  await (await list.goTo(kurt.username, 'Kurt')).send('To Kurt')
  const l = await list.goTo(lena.username, 'Lena')
  await l.send('To Lena')
  const rows = page.getByRole('navigation').locator('a[href^="#/c/"]:visible')
  await list.act('Kurt', en['dialogs.menu.pin'])
  await list.row('Kurt').getByRole('img', { name: en['dialogs.pinned'] }).waitFor()
  await rows.first().filter({ hasText: 'Kurt' }).waitFor()
  await list.act('Lena', en['dialogs.menu.mute'])
  await page.getByRole('menuitem', { name: exactly(en['dialogs.menu.muteForEver']) }).click()
  await list.row('Lena').getByRole('img', { name: en['dialogs.muted'] }).waitFor()

  await l.box.click()
  await page.keyboard.insertText('half a thought')
  await list.open('Kurt')
  await list.row('Lena').getByText('half a thought').waitFor()
  await jane.step('5 pinned, muted, draft')
  const other = await newcomer('Jane', '24003')
  await other.list.row('Lena').getByText('half a thought').waitFor()
  await other.list.open('Lena')
  await other.page
    .getByRole('textbox', { name: exactly(en['composer.message']) })
    .getByText('half a thought')
    .waitFor()

  await list.act('Lena', en['dialogs.menu.archive'])
  await list.row('Lena').waitFor({ state: 'detached' })
  await other.list.row('Lena').waitFor({ state: 'detached' })
  await list.menu(en['app.archive'])
  await list.row('Lena').first().waitFor()
  await jane.step('6 archive')
  expect(await rows.count()).toBe(1)
  for (const person of [jane, kurt, lena, other]) await person.leave()
})
