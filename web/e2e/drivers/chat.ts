import type { Locator, Page } from 'playwright-core'
import { en } from '../../src/lang/en'
import { exactly } from './names'

/** The chat that is open. */
export class Chat {
  readonly log: Locator
  readonly box: Locator

  constructor(readonly page: Page) {
    this.log = page.getByRole('log')
    this.box = page.getByRole('textbox', { name: exactly(en['composer.message']) })
  }

  /** Types and sends, as a hand does it. */
  async send(...texts: string[]): Promise<void> {
    await this.box.click()
    for (const text of texts) {
      await this.page.keyboard.insertText(text)
      await this.page.keyboard.press('Enter')
    }
  }

  /** The message that says this. */
  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text })
  }

  async has(...texts: string[]): Promise<void> {
    for (const text of texts) await this.message(text).first().waitFor()
  }

  async hasNot(text: string): Promise<void> {
    await this.message(text).first().waitFor({ state: 'detached' })
  }

  /** Opens the menu of a message and chooses from it. */
  async act(text: string, action: string): Promise<void> {
    await this.message(text).first().click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: exactly(action) }).click()
  }

  /** Waits until the mark of an own message says this, such as Read. */
  async marked(text: string, mark: string): Promise<void> {
    await this.message(text)
      .first()
      .getByRole('img', { name: exactly(mark) })
      .waitFor()
  }

  async title(): Promise<string> {
    return (await this.page.getByRole('main').getByRole('heading').first().textContent()) ?? ''
  }
}
