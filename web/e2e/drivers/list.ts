import type { Locator, Page } from 'playwright-core'
import { en } from '../../src/lang/en'
import { Chat } from './chat'
import { exactly } from './names'

/** The list of chats. */
export class ChatList {
  constructor(readonly page: Page) {}

  row(name: string): Locator {
    // The line of the archive tells who is in it.
    return this.page.getByRole('navigation').getByRole('link', { name }).and(this.page.locator('[href^="#/c/"]'))
  }

  async open(name: string): Promise<Chat> {
    await this.row(name).first().click()
    return this.opened(name)
  }

  /** Opens the chat with whoever has a username, as a link does it. */
  async goTo(username: string, name: string): Promise<Chat> {
    await this.page.evaluate((hash) => {
      location.hash = hash
    }, `#/@${username}`)
    return this.opened(name)
  }

  async opened(name: string): Promise<Chat> {
    await this.page.getByRole('main').getByText(name, { exact: true }).first().waitFor()
    return new Chat(this.page)
  }

  /** Opens the menu of a chat and chooses from it. */
  async act(name: string, action: string): Promise<void> {
    await this.row(name).first().click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: exactly(action) }).click()
  }

  /** Chooses from the main menu. */
  async menu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: exactly(en['app.menu']) }).click()
    await this.page.getByRole('menuitem', { name: exactly(item) }).click()
  }
}
