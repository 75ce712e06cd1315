import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { exactly } from '../drivers/names'
import { known, newcomer } from '../people'
import { openBrowser } from '../person'
import { Server, until } from '../server'

let server: Server
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

test('two people talk, edit, answer, react and delete', async () => {
  const bob = await known(browser, server, 'chat', 'Bob', '22002')
  const alice = await newcomer(browser, server, 'chat', 'Alice', '22001')
  const a = await alice.list.goTo(bob.username, 'Bob')
  await a.send('Hello Bob! **How** are you?', 'Did you see the kite?')
  await alice.step('1 wrote')
  await bob.list.row('Alice').first().waitFor()
  await bob.step('2 sees the chat')
  const b = await bob.list.open('Alice')
  await b.has('Hello Bob! How are you?', 'Did you see the kite?')
  await a.marked('Did you see the kite?', en['feed.meta.read'])

  await b.act('Did you see the kite?', en['feed.act.reply'])
  await b.send('Yes, from the hill')
  await a.has('Yes, from the hill')

  await a.act('Did you see the kite?', en['feed.act.edit'])
  await alice.page.keyboard.press('ControlOrMeta+a')
  await alice.page.keyboard.insertText('Did you see the red kite?')
  await alice.page.keyboard.press('Enter')
  await b.has('Did you see the red kite?')

  await a.message('Yes, from the hill').click({ button: 'right' })
  await alice.step('3 menu')
  await alice.page.getByRole('toolbar', { name: en['reactions.add'] }).getByRole('button').first().click()
  await b.message('Yes, from the hill').getByRole('group', { name: en['reactions.of'] }).waitFor()
  await bob.step('4 reaction')

  await a.act('Hello Bob!', en['feed.act.delete'])
  await alice.step('5 delete')
  const dialog = alice.page.getByRole('alertdialog')
  const both = dialog.getByRole('checkbox')
  if (!(await both.isChecked())) await both.check()
  await dialog.getByRole('button', { name: exactly(en['feed.act.delete']) }).click()
  await b.hasNot('Hello Bob!')
  await a.hasNot('Hello Bob!')
  await alice.leave()
  await bob.leave()
})

test('the server dies and comes back: nothing is lost, nothing comes twice', async () => {
  const dan = await known(browser, server, 'restart', 'Dan', '22004')
  const cleo = await newcomer(browser, server, 'restart', 'Cleo', '22003')
  const c = await cleo.list.goTo(dan.username, 'Dan')
  await c.send('before')
  const d = await dan.list.open('Cleo')
  await d.has('before')
  await cleo.whileAway(() =>
    dan.whileAway(async () => {
      await server.kill()
      await c.send('while it was away 1', 'while it was away 2')
      await c.has('while it was away 1', 'while it was away 2')
      await cleo.page
        .getByText(en['app.unreachable'])
        .or(cleo.page.getByText(en['app.connecting']))
        .or(cleo.page.getByText(en['app.offline']))
        .first()
        .waitFor()
      await cleo.step('1 away')
      await server.up()
      await d.has('while it was away 1', 'while it was away 2')
    }),
  )
  await c.send('after')
  await d.has('after')
  await until(async () => (await d.log.getByRole('article').count()) === 4, 'four messages')
  const texts = await d.log.getByRole('article').allInnerTexts()
  expect(texts.map((text) => text.split('\n')[0])).toEqual([
    'before',
    'while it was away 1',
    'while it was away 2',
    'after',
  ])
  await dan.step('2 all there')
  await cleo.leave()
  await dan.leave()
})
