// TDLib. Its updates and difference are its own; an edit is told in pieces, so
// the driver asks for the whole message once the mark is there.
//
// env: TDJSON, the patched libtdjson.so
import { Device, textOf } from '../device.mjs'
import { serve, tell } from './protocol.mjs'

const layers = { '1.8.67': 229 } // TDLib tells its version, not its layer

let me, identity

const entityTypes = { textEntityTypeBold: 'bold', textEntityTypeTextUrl: 'textUrl' }
const shownEntity = ({ offset, length, type }) => ({ type: entityTypes[type._] ?? type._, offset, length, url: type.url })
const ownEntity = ({ type, offset, length, url }) => ({
  _: 'textEntity',
  offset,
  length,
  type: type === 'bold' ? { _: 'textEntityTypeBold' } : { _: 'textEntityTypeTextUrl', url },
})

const shown = (m) => ({
  id: m.id,
  peer: m.chat_id,
  out: m.is_outgoing,
  text: textOf(m.content),
  entities: m.content.text.entities.map(shownEntity),
  reply: m.reply_to?.message_id ?? 0,
  edited: m.edit_date > 0,
})

const content = ({ text, entities }) => ({
  _: 'inputMessageText', text: { _: 'formattedText', text, entities: entities.map(ownEntity) },
})

const told = new Set() // messages, by chat and id

// added tells of a message once: TDLib calls it new or, when the history of a
// chat was faster than the update, the chat's last.
function added (m) {
  const name = `${m.chat_id}/${m.id}`
  if (m.is_outgoing || textOf(m.content) === undefined || told.has(name)) return
  told.add(name)
  tell.message(shown(m))
}

async function happened (u) {
  if (u._ === 'updateNewMessage') added(u.message)
  if (u._ === 'updateChatLastMessage' && u.last_message) added(u.last_message)
  if (u._ === 'updateDeleteMessages' && u.is_permanent) tell.delete(u.message_ids)
  if (u._ === 'updateMessageEdited' && u.edit_date > 0) {
    tell.edit(shown(await me.call('getMessage', { chat_id: u.chat_id, message_id: u.message_id })))
  }
}

async function connect (who) {
  me = new Device(who.name, { ...who, firstName: who.name, lastName: '' })
  me.client.on('update', (u) => happened(u).catch((e) => console.error(u, e)))
  await me.login()
}

await serve({
  async login (who) {
    identity = who
    await connect(who)
    const { value: version } = await me.call('getOption', { name: 'version' })
    return { id: me.me.id, version, layer: layers[version] ?? 0 }
  },

  async meet ({ phone }) {
    const { user_ids: [id] } = await me.call('importContacts', {
      contacts: [{ _: 'importedContact', phone_number: phone, first_name: phone, last_name: '' }],
    })
    await me.call('createPrivateChat', { user_id: id, force: false })
    return { id }
  },

  async send ({ peer, reply, ...text }) {
    const mark = me.mark()
    const { id } = await me.call('sendMessage', {
      chat_id: peer,
      input_message_content: content(text),
      ...(reply ? { reply_to: { _: 'inputMessageReplyToMessage', message_id: reply } } : {}),
    })
    const done = await me.wait('the server to take it', (u) => {
      if (u._ === 'updateMessageSendFailed' && u.old_message_id === id) throw new Error(u.error.message)
      return u._ === 'updateMessageSendSucceeded' && u.old_message_id === id
    }, mark)
    return { id: done.message.id }
  },

  async edit ({ peer, id, ...text }) {
    await me.call('editMessageText', { chat_id: peer, message_id: id, input_message_content: content(text) })
  },

  async remove ({ peer, id }) {
    await me.call('deleteMessages', { chat_id: peer, message_ids: [id], revoke: true })
  },

  async history ({ peer }) {
    return { messages: (await me.history(peer)).filter((m) => textOf(m.content) !== undefined).map(shown) }
  },

  // It goes with its database: what it finds there it needs not ask for again.
  away: () => me.close(),

  back: () => connect(identity),

  close: () => me?.close(),
})
