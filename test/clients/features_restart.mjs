// TDLib keeps what it knows in a database. After it was closed, something
// happened and it came back, it must show what one with an empty database is
// told by the server.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { Device } from './device.mjs'
import { eventually } from './features_people.mjs'

const lists = { main: { _: 'chatListMain' }, archive: { _: 'chatListArchive' } }

// all is everything that a device shows of its chats: their order, themselves,
// their messages.
async function all (device) {
  const shown = {}
  for (const [name, list] of Object.entries(lists)) {
    for (;;) {
      try {
        await device.call('loadChats', { chat_list: list, limit: 100 })
      } catch (e) {
        if (e.code === 404) break
        throw e
      }
    }
    const { chat_ids: ids } = await device.call('getChats', { chat_list: list, limit: 100 })
    shown[name] = []
    for (const id of ids) {
      await page(device, id)
      const messages = await device.history(id)
      const c = await device.call('getChat', { chat_id: id })
      if (await left(device, c)) delete c.available_reactions // TDLib keeps what it knew
      const planned = c.type.is_channel ? [] : (await device.call('getChatScheduledMessages', { chat_id: id })).messages // a reader has none
      shown[name].push({ chat: chat(c, messages, device.me.id), messages: messages.map(message), scheduled: planned.map(message) })
    }
  }
  return shown
}

// page loads that of a group, which says what one can react with there: until then
// TDLib shows no reactions.
async function page (device, id) {
  const { type } = await device.call('getChat', { chat_id: id })
  if (type._ === 'chatTypeBasicGroup') await device.call('getBasicGroupFullInfo', { basic_group_id: type.basic_group_id })
  if (type._ === 'chatTypeSupergroup') await device.call('getSupergroupFullInfo', { supergroup_id: type.supergroup_id })
}

// left is whether a chat is a basic group in which one is not any more.
async function left (device, { type }) {
  if (type._ !== 'chatTypeBasicGroup') return false
  return (await device.call('getBasicGroup', { basic_group_id: type.basic_group_id })).status._ === 'chatMemberStatusLeft'
}

// chat leaves out what a device alone knows. Of the marks of what was read it
// tells which messages they are, for those that they name may be gone; TDLib
// keeps none of Saved Messages.
function chat ({ last_message: last, draft_message: draft, ...c }, messages, me) {
  for (const own of ['background', 'theme', 'client_data']) delete c[own]
  const newest = (mark, out) => c.id === me ? 'all' : messages.find((m) => m.id <= mark && m.is_outgoing === out)?.id
  const settings = c.notification_settings
  for (const k of Object.keys(settings)) if (settings[`use_default_${k}`]) delete settings[k]
  c.positions.sort((a, b) => a.list._.localeCompare(b.list._)) // TDLib has them in no order
  c.chat_lists.sort((a, b) => a._.localeCompare(b._))
  return {
    ...c,
    last: last?.id,
    draft: draft?.content,
    last_read_inbox_message_id: newest(c.last_read_inbox_message_id, false),
    last_read_outbox_message_id: newest(c.last_read_outbox_message_id, true),
  }
}

// message leaves out what passes with time, the numbers that a device gives to
// files, and what TDLib does not take note of: whether who reacted can be asked.
function message (m) {
  return JSON.parse(JSON.stringify(m, (k, v) => {
    if (k === 'auto_delete_in' || k === 'expires_in') return v > 0
    if (k === 'link_preview_options' && v?.is_disabled) return undefined // what TDLib makes of a link without a page
    if (k === 'can_get_added_reactions' || v?._ === 'file') return undefined
    if (k === 'view_count' || k === 'forward_count') return undefined // asked for when one looks
    // Not kept of what is answered in the second it came; known of what it has read itself.
    if (v?._ === 'messageReplyInfo') return { ...v, last_message_id: undefined, last_read_inbox_message_id: undefined }
    return v
  }))
}

// same reports where two values differ.
function same (got, want, who) {
  const found = [...differences(got, want)]
  if (found.length > 0) assert.fail(`${who} differs from a new one in ${found.length}:\n${found.slice(0, 10).join('\n')}`)
}

function * differences (got, want, path = '') {
  if (isDeepStrictEqual(got, want)) return
  const inner = (v) => typeof v === 'object' && v !== null
  if (!inner(got) || !inner(want)) {
    yield `${path}: ${JSON.stringify(got)?.slice(0, 300)} instead of ${JSON.stringify(want)?.slice(0, 300)}`
    return
  }
  for (const k of new Set([...Object.keys(got), ...Object.keys(want)])) yield * differences(got[k], want[k], `${path}.${k}`)
}

// readNotices has all devices have read what the server writes of logins: TDLib may
// count such a notice twice, as tdlib.mjs says.
async function readNotices (device) {
  const { id } = await device.call('createPrivateChat', { user_id: 777000, force: true })
  const messages = await device.history(id)
  await device.call('viewMessages', { chat_id: id, message_ids: messages.map((m) => m.id), source: null, force_read: true })
}

export async function compare (world) {
  const { alice, alice2, bob } = world
  await alice.close()
  await bob.tg.sendText(world.a, 'while you were away')
  const gone = await bob.tg.sendText(world.a, 'and not this')
  const changed = await bob.tg.sendText(world.a, 'changed')
  await bob.tg.deleteMessagesById(world.a, [gone.id], { revoke: true })
  await bob.tg.editMessage({ chatId: world.a, message: changed.id, text: 'changed meanwhile' })
  await alice2.receive('changed')
  const fresh = new Device('alice3', { phone: alice.phone, code: alice.code })
  world.alice = new Device('alice', alice)
  try {
    await Promise.all([world.alice.login(), fresh.login()])
    await eventually(world.alice, 'the same', async () => {
      await readNotices(world.alice)
      const [truth, known, other] = [await all(fresh), await all(world.alice), await all(alice2)]
      same(known, truth, 'TDLib with its database')
      same(other, truth, 'TDLib, never closed')
    })
  } finally {
    await fresh.close()
  }
}
