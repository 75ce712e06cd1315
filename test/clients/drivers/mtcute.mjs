// mtcute, on Node over TCP or as in a browser over WebSocket. The updates and
// the difference are its own.
//
// arg: node or web
import { connect, enter, library } from '../mtcute.mjs'
import { serve, tell, version } from './protocol.mjs'

const [, , LIB] = process.argv
const { base, tg } = await connect(await library(LIB), (level, tag, format, args) => console.error(tag, level, format, ...args))

const kinds = { text_link: 'textUrl' }
const shownEntity = ({ kind, offset, length, params }) => ({ type: kinds[kind] ?? kind, offset, length, url: params.url })
const ownEntity = ({ type, offset, length, url }) => type === 'bold'
  ? { _: 'messageEntityBold', offset, length }
  : { _: 'messageEntityTextUrl', offset, length, url }

const shown = (m) => ({
  id: m.id,
  peer: m.chat.id,
  out: m.isOutgoing,
  text: m.text,
  entities: m.entities.map(shownEntity),
  reply: m.replyToMessage?.id ?? 0,
  edited: m.editDate !== null && !m.hideEditMark,
})

tg.onNewMessage.add((m) => { if (!m.isService) tell.message(shown(m)) })
tg.onEditMessage.add((m) => tell.edit(shown(m)))
tg.onDeleteMessage.add((u) => tell.delete(u.messageIds))

await serve({
  async login (who) {
    const me = await enter(tg, who)
    return { id: me.id, version: version(`@mtcute/${LIB}`), layer: base.mt._layer }
  },

  async meet ({ phone }) {
    const { users: [user] } = await tg.importContacts([{ phone, firstName: phone, lastName: '' }])
    return { id: user.id }
  },

  async send ({ peer, text, entities, reply }) {
    const m = await tg.sendText(peer, { text, entities: entities.map(ownEntity) }, reply ? { replyTo: reply } : {})
    return { id: m.id }
  },

  async edit ({ peer, id, text, entities }) {
    await tg.editMessage({ chatId: peer, message: id, text: { text, entities: entities.map(ownEntity) } })
  },

  async remove ({ peer, id }) {
    await tg.deleteMessagesById(peer, [id], { revoke: true })
  },

  async history ({ peer }) {
    const messages = await tg.getHistory(peer, { limit: 20 })
    return { messages: messages.filter((m) => !m.isService).map(shown) }
  },

  away: () => tg.disconnect(),

  async back () {
    await tg.connect()
    await tg.startUpdatesLoop()
  },

  close: () => tg.destroy(),
})
