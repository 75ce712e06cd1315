import { app } from './app'
import { auth } from './auth'
import { composer } from './composer'
import { contacts } from './contacts'
import { dialogs } from './dialogs'
import { emoji } from './emoji'
import { errors } from './errors'
import { feed } from './feed'
import { poll } from './poll'
import { reactions } from './reactions'
import { service } from './service'
import { time } from './time'
import { ui } from './ui'

/** Arabic. What it lacks is said in English; scripts/lang.mjs tells what that is. */
export const ar: Readonly<Record<string, string>> = {
  ...app,
  ...auth,
  ...composer,
  ...contacts,
  ...dialogs,
  ...emoji,
  ...errors,
  ...feed,
  ...poll,
  ...reactions,
  ...service,
  ...time,
  ...ui,
}
