import { app } from './app'
import { contacts } from './contacts'
import { emoji } from './emoji'
import { errors } from './errors'
import { feed } from './feed'
import { service } from './service'
import { time } from './time'
import { ui } from './ui'

/** Arabic. What it lacks is said in English; scripts/lang.mjs tells what that is. */
export const ar: Readonly<Record<string, string>> = {
  ...app,
  ...contacts,
  ...emoji,
  ...errors,
  ...feed,
  ...service,
  ...time,
  ...ui,
}
