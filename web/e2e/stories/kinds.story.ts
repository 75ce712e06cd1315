import { test } from 'vitest'
import { en } from '../../src/lang/en'
import { choose, press } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { newcomer, known } = scene('kinds')

test('a poll is made and voted in', async () => {
  const [mona, nils] = await Promise.all([newcomer('Mona', '25001'), known('Nils', '25002')])
  const { page } = mona
  const m = await mona.list.goTo(nils.username, 'Nils')
  await press(page, en['attach.title'])
  await choose(page, en['attach.poll'])
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(exactly(en['attach.poll.question'])).fill('When do we meet?')
  const option = (n: number) => dialog.getByLabel(exactly(en['attach.poll.option'].replace('{n}', String(n))))
  await option(1).fill('At noon')
  await option(2).fill('At dusk')
  await mona.step('1 new poll')
  await press(dialog, en['attach.poll.create'])
  await m.has('When do we meet?')
  const n = await nils.list.open('Mona')
  await press(n.message('When do we meet?'), 'At dusk')
  await n.message('When do we meet?').getByRole('img', { name: en['poll.chosen'] }).waitFor()
  await nils.step('2 voted')
  await m.message('When do we meet?').getByText(en['poll.votes_one'].replace('{n}', '1'), { exact: true }).waitFor()
  await m.act('When do we meet?', en['feed.act.closePoll'])
  await press(page.getByRole('alertdialog'), en['feed.closePoll.yes'])
  await n.message('When do we meet?').getByText(en['poll.closed']).waitFor()
  await mona.leave()
  await nils.leave()
})

test('a message waits for its time, and is sent before it', async () => {
  const [olga, paul] = await Promise.all([newcomer('Olga', '25003'), known('Paul', '25004')])
  const { page } = olga
  const o = await olga.list.goTo(paul.username, 'Paul')
  await o.box.click()
  await page.keyboard.insertText('Happy birthday')
  await press(page, en['composer.sendMenu'])
  await choose(page, en['composer.schedule'])
  const dialog = page.getByRole('dialog', { name: en['schedule.title'] })
  await dialog.waitFor()
  await olga.step('3 schedule')
  await dialog.getByRole('button', { name: /^Send: / }).click()
  await page
    .getByRole('button', { name: en['composer.scheduled'] })
    .or(page.getByRole('link', { name: en['composer.scheduled'] }))
    .first()
    .click()
  await o.has('Happy birthday')
  await olga.step('4 scheduled')
  await o.act('Happy birthday', en['feed.act.sendNow'])
  await (await paul.list.open('Olga')).has('Happy birthday')
  await olga.leave()
  await paul.leave()
})

test('messages are forwarded, pinned and answered in another chat', async () => {
  const [rosa, sven, tina] = await Promise.all([
    newcomer('Rosa', '25005'),
    known('Sven', '25006'),
    known('Tina', '25007'),
  ])
  const { page } = rosa
  await (await rosa.list.goTo(tina.username, 'Tina')).send('For Tina')
  const r = await rosa.list.goTo(sven.username, 'Sven')
  await r.send('Hello Sven')
  const s = await sven.list.open('Rosa')
  await s.send('Pass it on')
  await r.has('Pass it on')
  await r.act('Pass it on', en['feed.act.forward'])
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill('Tina')
  await dialog.getByRole('checkbox', { name: 'Tina' }).click()
  await rosa.step('5 forward')
  await press(dialog, en['feed.forward.send'])
  const t = await tina.list.open('Rosa')
  await t.has('Pass it on')
  await t.message('Pass it on').getByText('Forwarded from').waitFor()
  await r.act('Pass it on', en['feed.act.pin'])
  const question = page.getByRole('alertdialog')
  await question.getByRole('checkbox').check()
  await press(question, en['feed.act.pin'])
  await sven.page.getByText(en['chat.pinned'], { exact: true }).first().waitFor()
  await sven.step('6 pinned')
  for (const person of [rosa, sven, tina]) await person.leave()
})
