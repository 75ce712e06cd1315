import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { Chat } from '../drivers/chat'
import { inviteHash, makeGroup, openInfo } from '../drivers/group'
import { choose, go, press } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { newcomer, known } = scene('group')

test('three people in a group: added, invited, made admin, removed', async () => {
  const [anna, ben, cora] = await Promise.all([
    newcomer('Anna', '23001'),
    known('Ben', '23002'),
    newcomer('Cora', '23003'),
  ])
  const group = await makeGroup(anna.page, 'Kite club', { Ben: ben.username })
  const a = await anna.list.opened('Kite club')
  await a.send('Welcome to the club')
  const b = await ben.list.open('Kite club')
  await b.has('Welcome to the club')
  await b.send('Glad to be here')
  await a.has('Glad to be here')

  await openInfo(anna.page, group, 'links')
  const hash = await inviteHash(anna.page)
  await anna.step('1 invite links')
  await go(cora.page, `#/+${hash}`)
  const invite = cora.page.getByRole('dialog')
  await invite.getByText('Kite club').waitFor()
  await cora.step('2 invited')
  await press(invite, en['links.joinGroup'])
  const c = await cora.list.opened('Kite club')
  await c.send('I came by the link')
  await a.has('I came by the link')

  await openInfo(anna.page, group, 'members')
  const members = anna.page.getByRole('complementary')
  await members.getByText('Cora').waitFor()
  await anna.step('3 members')
  await press(members, en['group.member.actions'].replace('{name}', 'Ben'))
  await choose(anna.page, en['group.member.promote'])
  await members.getByText(en['info.admin'], { exact: true }).waitFor()
  await press(members, en['group.member.actions'].replace('{name}', 'Cora'))
  await choose(anna.page, en['group.member.remove'])
  await press(anna.page.getByRole('alertdialog'), en['group.remove'])
  await members.getByText('Cora').waitFor({ state: 'detached' })
  await c.box.waitFor({ state: 'detached' })
  await cora.step('4 removed')
  for (const person of [anna, ben, cora]) await person.leave()
})

test('a forum whose members are let in, and may not do everything', async () => {
  const [dina, emil] = await Promise.all([newcomer('Dina', '23004'), newcomer('Emil', '23005')])
  const group = await makeGroup(dina.page, 'Weather', {}, true)
  await press(dina.page, en['topics.new'])
  await dina.page.getByRole('dialog').getByLabel(exactly(en['topics.name'])).fill('Winds')
  await dina.step('5 new topic')
  await press(dina.page.getByRole('dialog'), en['topics.make'])
  const d = await dina.list.opened('Winds')
  await d.send('North by northwest')
  await d.has('North by northwest')
  await dina.step('6 topic')

  await openInfo(dina.page, group, 'links')
  await press(dina.page, en['invites.new'])
  await dina.page.getByRole('dialog').getByRole('switch', { name: en['invites.approval'] }).click()
  await press(dina.page.getByRole('dialog'), en['invites.make'])
  const row = dina.page.getByRole('complementary').getByRole('link', { name: en['invites.withApproval'] })
  const hash = /link%2F%2B([\w-]+)/.exec((await row.first().getAttribute('href')) ?? '')?.[1] ?? ''
  await go(emil.page, `#/+${hash}`)
  await press(emil.page.getByRole('dialog'), en['links.request'])
  await emil.page.getByText(en['errors.INVITE_REQUEST_SENT']).waitFor()

  await openInfo(dina.page, group, 'requests')
  await press(dina.page.getByRole('complementary'), en['invites.approve'])
  await emil.list.row('Weather').first().click()
  await emil.page.getByRole('main').getByRole('link', { name: 'Winds' }).click()
  const e = new Chat(emil.page)
  await e.has('North by northwest')
  await e.send('Thank you')
  await dina.page.getByRole('main').getByRole('link', { name: 'Winds' }).click()
  await d.has('Thank you')

  await openInfo(dina.page, group, 'members')
  await press(dina.page, en['group.member.actions'].replace('{name}', 'Emil'))
  await choose(dina.page, en['group.member.restrict'])
  const dialog = dina.page.getByRole('dialog')
  await dialog.getByRole('switch', { name: en['group.may.sendPlain'] }).click()
  await dina.step('7 restrict')
  await press(dialog, en['info.save'])
  await emil.page.getByText(en['composer.closed.forbidden']).waitFor()
  await emil.step('8 restricted')
  await dina.leave()
  await emil.leave()
})

test('a channel whose posts are discussed', async () => {
  const [finn, gwen] = await Promise.all([newcomer('Finn', '23006'), newcomer('Gwen', '23007')])
  const { page } = finn
  await press(page, en['dialogs.new'])
  await choose(page, en['dialogs.newChannel'])
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(exactly(en['channel.name'])).fill('Skies')
  await dialog.getByRole('radio', { name: en['group.type.public'] }).click()
  await dialog.getByLabel(exactly(en['group.link'])).fill('skies_daily')
  await dialog.getByText(en['group.link.free']).waitFor()
  await finn.step('9 new channel')
  await press(dialog, en['channel.new.make'])
  await press(page.getByRole('dialog', { name: en['group.add.subscribers'] }), en['group.add'])
  const f = await finn.list.opened('Skies')
  const channel = /#\/c\/(-?\d+)/.exec(page.url())?.[1] ?? ''
  await openInfo(page, channel, 'discussion')
  await press(page, en['group.discussion.new'])
  await press(page.getByRole('alertdialog'), en['group.discussion.link'])
  await page.getByText(en['group.discussion.unlink'], { exact: true }).waitFor()
  await press(page, en['info.back'])
  await go(page, `#/c/${channel}`)
  await page
    .getByRole('textbox', { name: exactly(en['composer.post']) })
    .or(f.box)
    .first()
    .click()
  await page.keyboard.insertText('The first sky')
  await page.keyboard.press('Enter')
  await f.has('The first sky')

  const g = await gwen.list.goTo('skies_daily', 'Skies')
  await g.has('The first sky')
  await press(gwen.page, en['composer.join'])
  await gwen.page.getByRole('link', { name: en['feed.comments.none'] }).click()
  await gwen.page.getByRole('heading', { name: en['chat.comments'] }).waitFor()
  const box = new Chat(gwen.page)
  await box.send('What a blue')
  await box.has('What a blue')
  await gwen.step('10 comments')
  await page.reload()
  await f.log.getByRole('link', { name: en['feed.comments_one'].replace('{n}', '1') }).waitFor()
  await finn.step('11 commented')
  expect(await f.message('The first sky').count()).toBe(1)
  await finn.leave()
  await gwen.leave()
})
