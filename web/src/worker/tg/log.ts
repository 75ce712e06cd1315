import { Long, type tl } from '@mtcute/web'
import type { LogApi, LogFilter } from '../../api/log'
import { inputChannel, inputUser } from '../peers'
import { projectLogAction } from '../project/log'
import { userId } from '../project/peer'
import { know, type Session } from '../session'

/** How many entries one question brings. */
const pageSize = 50

/** What the server calls the kinds that one can choose of. */
const kinds = {
  members: { join: true, leave: true, invite: true },
  admins: { promote: true, demote: true },
  restrictions: { ban: true, unban: true, kick: true, unkick: true },
  settings: { info: true, settings: true },
  links: { invites: true },
  messages: { pinned: true, edit: true, delete: true, send: true },
  topics: { forums: true },
} as const satisfies Record<LogFilter, Partial<tl.RawChannelAdminLogEventsFilter>>

export const logMethods = (session: Session): LogApi => ({
  log: async ({ chat, query, filters, admins, before }) => {
    const eventsFilter: tl.RawChannelAdminLogEventsFilter = { _: 'channelAdminLogEventsFilter' }
    for (const filter of filters) Object.assign(eventsFilter, kinds[filter])
    const users: tl.TypeInputUser[] = []
    for (const admin of admins) users.push(await inputUser(session, admin))
    const answer = await session.client.call({
      _: 'channels.getAdminLog',
      channel: await inputChannel(session, chat),
      q: query,
      ...(filters.length > 0 ? { eventsFilter } : {}),
      ...(users.length > 0 ? { admins: users } : {}),
      maxId: before === undefined ? Long.ZERO : Long.fromString(before),
      minId: Long.ZERO,
      limit: pageSize,
    })
    know(session, answer)
    const me = session.state.auth.kind === 'in' ? session.state.auth.me : 0
    return answer.events.map((event) => ({
      id: event.id.toString(),
      date: event.date,
      who: userId(event.userId),
      action: projectLogAction(event.action, me),
    }))
  },
})
