import type { Browser, BrowserContextOptions } from 'playwright-core'
import { ChatList } from './drivers/list'
import { Login } from './drivers/login'
import { takeUsername } from './drivers/profile'
import { Person } from './person'
import type { Server } from './server'

/** Somebody new who is logged in. `number` is that of a test number: a digit and four more. */
export async function newcomer(
  browser: Browser,
  server: Server,
  story: string,
  name: string,
  number: string,
  options: BrowserContextOptions = {},
): Promise<Person & { list: ChatList; login: Login }> {
  const person = await Person.come(browser, server, story, name, options)
  const login = new Login(person.page)
  await login.as(number, name)
  return Object.assign(person, { list: new ChatList(person.page), login })
}

/** The same with a username, which is the name in small letters and the number. */
export async function known(...args: Parameters<typeof newcomer>) {
  const person = await newcomer(...args)
  const username = `${args[3].toLowerCase()}_${args[4]}`
  await takeUsername(person.page, username)
  return Object.assign(person, { username })
}
