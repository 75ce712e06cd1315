import type { Page } from 'playwright-core'
import { en } from '../../src/lang/en'
import { chatNumber, choose, go, pick, press } from './hands'
import { exactly } from './names'

/** Makes a group of people who are known by their usernames; answers its number. */
export async function makeGroup(
  page: Page,
  title: string,
  people: Readonly<Record<string, string>>,
  topics = false,
): Promise<string> {
  await press(page, en['dialogs.new'])
  await choose(page, en['dialogs.newGroup'])
  await pick(page, people)
  const dialog = page.getByRole('dialog')
  await press(dialog, en['group.new.next'])
  await dialog.getByLabel(exactly(en['group.name'])).fill(title)
  if (topics) await dialog.getByRole('switch', { name: en['group.topics'] }).click()
  await press(dialog, en['group.new.make'])
  await dialog.waitFor({ state: 'detached' })
  return chatNumber(page)
}

/** Opens a page of the info about a chat. */
export const openInfo = (page: Page, chat: string, at = ''): Promise<void> => go(page, `#/c/${chat}?info=${at}`)

/** The last part of an invite link on the page that is open. */
export async function inviteHash(page: Page): Promise<string> {
  const link = page
    .getByRole('complementary')
    .getByText(/\/\+[\w-]{8,}/)
    .first()
  return (await link.textContent())?.replace(/^.*\+/, '').trim() ?? ''
}
