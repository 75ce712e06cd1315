import type { Page } from 'playwright-core'
import { en } from '../../src/lang/en'
import { exactly } from './names'

/** Takes a username, by which others find this person. */
export async function takeUsername(page: Page, username: string): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/settings/profile'
  })
  await page.getByLabel(exactly(en['settings.username'])).fill(username)
  await page.getByRole('button', { name: exactly(en['settings.save']) }).click()
  await page.getByText(en['settings.profile.saved']).waitFor()
  await page.evaluate(() => {
    location.hash = '#/'
  })
}
