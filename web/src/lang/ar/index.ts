import { emoji } from './emoji'
import { errors } from './errors'
import { service } from './service'
import { time } from './time'
import { ui } from './ui'

/** Arabic. What it lacks is said in English; scripts/lang.mjs tells what that is. */
export const ar: Readonly<Record<string, string>> = {
  ...emoji,
  ...errors,
  ...service,
  ...time,
  ...ui,
}
