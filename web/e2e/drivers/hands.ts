import type { Locator, Page } from 'playwright-core'
import { exactly } from './names'

/** Presses the button of this name. */
export const press = (at: Page | Locator, name: string): Promise<void> =>
  at
    .getByRole('button', { name: exactly(name) })
    .first()
    .click()

/** Chooses from the menu that is open. */
export const choose = (at: Page | Locator, name: string): Promise<void> =>
  at.getByRole('menuitem', { name: exactly(name) }).click()

/** Goes where an address leads: what stands after "#". */
export const go = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

/** The chat that is open, by its number. */
export async function chatNumber(page: Page): Promise<string> {
  await page.waitForURL(/#\/c\/-?\d+/)
  return /#\/c\/(-?\d+)/.exec(page.url())?.[1] ?? ''
}

/** Chooses people in a dialog by what they are called. */
export async function pick(page: Page, usernames: Readonly<Record<string, string>>): Promise<void> {
  const dialog = page.getByRole('dialog')
  for (const [name, username] of Object.entries(usernames)) {
    await dialog.getByRole('searchbox').fill(username)
    await dialog.getByRole('checkbox', { name }).first().click()
  }
}
