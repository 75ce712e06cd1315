import type { Page } from 'playwright-core'
import { en } from '../../src/lang/en'
import { exactly } from './names'

/** Signs up or logs in with a test number: +99966 D NNNN, whose code is DDDDD. */
export class Login {
  constructor(private readonly page: Page) {}

  async as(number: string, firstName: string, lastName = ''): Promise<void> {
    const { page } = this
    await page.getByLabel(exactly(en['auth.phone'])).fill(`+99966${number}`)
    await page.getByRole('button', { name: exactly(en['auth.next']) }).click()
    await page.getByLabel(exactly(en['auth.code'])).fill((number[0] ?? '').repeat(5))
    const list = page.getByRole('navigation').first()
    const name = page.getByLabel(exactly(en['auth.firstName']))
    await list.or(name).first().waitFor()
    if (await name.isVisible()) {
      await name.fill(firstName)
      if (lastName !== '') await page.getByLabel(exactly(en['auth.lastName'])).fill(lastName)
      await page.getByRole('button', { name: exactly(en['auth.signUp']) }).click()
      await list.waitFor()
    }
  }
}
