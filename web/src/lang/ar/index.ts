import { app } from './app'
import { attach } from './attach'
import { auth } from './auth'
import { channel } from './channel'
import { chat } from './chat'
import { composer } from './composer'
import { contacts } from './contacts'
import { dialogs } from './dialogs'
import { emoji } from './emoji'
import { errors } from './errors'
import { feed } from './feed'
import { folders } from './folders'
import { group } from './group'
import { info } from './info'
import { invites } from './invites'
import { links } from './links'
import { log } from './log'
import { notify } from './notify'
import { poll } from './poll'
import { reactions } from './reactions'
import { schedule } from './schedule'
import { search } from './search'
import { service } from './service'
import { settings } from './settings'
import { time } from './time'
import { topics } from './topics'
import { ui } from './ui'

/** Arabic. What it lacks is said in English; scripts/lang.mjs tells what that is. */
export const ar: Readonly<Record<string, string>> = {
  ...app,
  ...attach,
  ...auth,
  ...channel,
  ...chat,
  ...composer,
  ...contacts,
  ...dialogs,
  ...emoji,
  ...errors,
  ...feed,
  ...folders,
  ...group,
  ...info,
  ...invites,
  ...links,
  ...log,
  ...notify,
  ...poll,
  ...reactions,
  ...schedule,
  ...search,
  ...service,
  ...settings,
  ...time,
  ...topics,
  ...ui,
}
