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
import { lang } from './lang'
import { links } from './links'
import { log } from './log'
import { media } from './media'
import { notify } from './notify'
import { poll } from './poll'
import { profile } from './profile'
import { reactions } from './reactions'
import { schedule } from './schedule'
import { search } from './search'
import { service } from './service'
import { settings } from './settings'
import { time } from './time'
import { topics } from './topics'
import { ui } from './ui'

/** Every text of the client in English, by key. A feature's texts are in the module of its name. */
export const en = {
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
  ...log,
  ...topics,
  ...lang,
  ...links,
  ...media,
  ...notify,
  ...poll,
  ...profile,
  ...reactions,
  ...schedule,
  ...search,
  ...service,
  ...settings,
  ...time,
  ...ui,
} as const
