// What one adds to messages without writing: reactions, effects, pins, marks of
// reading, typing, being there.
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const emoji = (s) => ({ _: 'reactionTypeEmoji', emoji: s })

// How both libraries' reactions are compared: "👍 2 mine" each.
const ofTDLib = (m) => (m.interaction_info?.reactions?.reactions ?? []).map((r) => `${r.type.emoji} ${r.total_count}${r.is_chosen ? ' mine' : ''}`)
const ofMtcute = (r) => (r?.reactions ?? []).map((r) => `${r.emoji} ${r.count}${r.order !== null ? ' mine' : ''}`)

async function reactions (w) {
  const { alice, alice2, bob } = w
  const { td, mt } = await w.aliceSends(text('look at this'))
  const at = { chat_id: w.b, message_id: td.id }
  const shows = (device, want, unread) => eventually(device, `reactions ${want}`, async () => {
    const m = await w.message(td.id, w.b, device)
    assert.deepEqual(ofTDLib(m), want)
    assert.deepEqual(m.unread_reactions.map((r) => r.type.emoji), unread)
    assert.equal((await device.call('getChat', { chat_id: w.b })).unread_reaction_count, unread.length)
  })
  const may = await alice.call('getMessageAvailableReactions', { ...at, row_size: 8 })
  assert.ok(may.top_reactions.some((r) => r.type.emoji === '👍'), JSON.stringify(may))

  // His.
  let marks = [alice.mark(), bob.mark()]
  await bob.tg.sendReaction({ chatId: w.a, message: mt.id, emoji: '👍' })
  let [r] = await bob.tg.getMessageReactionsById(w.a, [mt.id])
  assert.deepEqual(ofMtcute(r), ['👍 1 mine'])
  await alice.wait('the unread reaction', (u) => u._ === 'updateMessageUnreadReactions' && u.message_id === td.id && u.unread_reaction_count === 1 && u.unread_reactions[0].sender_id.user_id === w.b, marks[0])
  for (const d of w.devices) await shows(d, ['👍 1'], ['👍'])

  // Hers, the same and another one.
  marks = [alice.mark(), bob.mark()]
  await alice.call('addMessageReaction', { ...at, reaction_type: emoji('👍'), is_big: false, update_recent_reactions: true })
  await bob.raw('updateMessageReactions', (u) => u.msgId === mt.id, marks[1])
  ;[r] = await bob.tg.getMessageReactionsById(w.a, [mt.id])
  assert.deepEqual(ofMtcute(r), ['👍 2 mine'])
  for (const d of w.devices) await shows(d, ['👍 2 mine'], ['👍'])
  await alice.call('addMessageReaction', { ...at, reaction_type: emoji('🔥'), is_big: false, update_recent_reactions: true })
  await shows(alice2, ['👍 1', '🔥 1 mine'], ['👍'])
  await eventually(bob, 'her other reaction', async () => {
    [r] = await bob.tg.getMessageReactionsById(w.a, [mt.id])
    assert.deepEqual(ofMtcute(r), ['👍 1 mine', '🔥 1'])
  })

  // Who reacted.
  const who = await alice.call('getMessageAddedReactions', { ...at, offset: '', limit: 10 })
  assert.equal(who.total_count, 2)
  assert.deepEqual(who.reactions.map((x) => [x.sender_id.user_id, x.type.emoji, x.is_outgoing]).toSorted(), [[w.a, '🔥', true], [w.b, '👍', false]].toSorted())
  const users = await bob.tg.getReactionUsers({ chatId: w.a, message: mt.id })
  assert.deepEqual(users.map((x) => [x.peer.id, x.emoji]).toSorted(), [[w.a, '🔥'], [w.b, '👍']].toSorted())
  const fire = await bob.tg.getReactionUsers({ chatId: w.a, message: mt.id, emoji: '🔥' })
  assert.deepEqual(fire.map((x) => x.peer.id), [w.a])

  // Seen on one device is seen on the other; taken back is gone.
  await alice.call('openChat', { chat_id: w.b })
  await alice.call('viewMessages', { chat_id: w.b, message_ids: [td.id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  for (const d of w.devices) await shows(d, ['👍 1', '🔥 1 mine'], [])
  await alice.call('closeChat', { chat_id: w.b })
  await alice.call('removeMessageReaction', { ...at, reaction_type: emoji('🔥') })
  await bob.tg.sendReaction({ chatId: w.a, message: mt.id, emoji: null })
  for (const d of w.devices) await shows(d, [], [])
  await eventually(bob, 'no reactions', async () => assert.deepEqual(ofMtcute((await bob.tg.getMessageReactionsById(w.a, [mt.id]))[0]), []))
}

async function unreadReactions (w) {
  const { alice, bob } = w
  const sent = []
  for (const s of ['one', 'two', 'three']) sent.push(await w.aliceSends(text(s)))
  for (const { mt } of sent) await bob.tg.sendReaction({ chatId: w.a, message: mt.id, emoji: '❤️' })
  await alice.wait('three of them', (u) => u._ === 'updateMessageUnreadReactions' && u.unread_reaction_count === 3)
  const found = await alice.call('searchChatMessages', { chat_id: w.b, query: '', from_message_id: 0, offset: 0, limit: 10, filter: { _: 'searchMessagesFilterUnreadReaction' } })
  assert.deepEqual(found.messages.map((m) => m.id), sent.map(({ td }) => td.id).toReversed())
  assert.equal(found.total_count, 3)
  await alice.call('readAllChatReactions', { chat_id: w.b })
  for (const d of w.devices) {
    await eventually(d, 'none unread', async () => assert.equal((await d.call('getChat', { chat_id: w.b })).unread_reaction_count, 0))
  }
}

async function badReactions (w) {
  const { td, mt } = await w.aliceSends(text('not everything goes'))
  const { alice, bob } = w
  const at = { chatId: w.a, message: mt.id }
  await refused(bob.tg.sendReaction({ ...at, emoji: 'x' }), 'REACTION_INVALID')
  await refused(bob.tg.sendReaction({ ...at, emoji: ['👍', '🔥'] }), 'REACTIONS_TOO_MANY')
  await refused(bob.tg.sendReaction({ ...at, emoji: bob.lib.Long.fromNumber(77) }), 'PREMIUM_ACCOUNT_REQUIRED')
  await refused(bob.tg.sendReaction({ chatId: w.a, message: 99999, emoji: '👍' }), 'MESSAGE_ID_INVALID')
  await refused(alice.call('addMessageReaction', { chat_id: w.b, message_id: td.id, reaction_type: emoji('x'), is_big: false }), "The reaction isn't available")
  await refused(alice.call('getMessageAddedReactions', { chat_id: w.b, message_id: 1 << 20, offset: '', limit: 10 }), 'not found')
}

async function lists (w) {
  const { alice, bob } = w
  const all = await bob.tg.call({ _: 'messages.getAvailableReactions', hash: 0 })
  assert.ok(all.reactions.length > 10 && all.reactions.every((r) => r.reaction && r.title))
  const top = await bob.tg.call({ _: 'messages.getTopReactions', limit: 10, hash: bob.lib.Long.ZERO })
  assert.equal(top.reactions.length, 10)
  const { td } = await w.aliceSends(text('recently'))
  await alice.call('addMessageReaction', { chat_id: w.b, message_id: td.id, reaction_type: emoji('👏'), is_big: false, update_recent_reactions: true })
  await eventually(alice, 'it is recent', async () => {
    const r = await alice.call('getMessageAvailableReactions', { chat_id: w.b, message_id: td.id, row_size: 8 })
    assert.ok([...r.recent_reactions, ...r.top_reactions].some((x) => x.type.emoji === '👏'))
  })
  await alice.call('setDefaultReactionType', { reaction_type: emoji('🔥') })
  await alice.wait('the default', (u) => u._ === 'updateDefaultReactionType' && u.reaction_type.emoji === '🔥')
  await refused(alice.call('setDefaultReactionType', { reaction_type: emoji('x') }), "Can't set inactive reaction")
  await alice.call('clearRecentReactions')
}

async function effects (w) {
  const { alice, bob } = w
  const { effects } = await bob.tg.call({ _: 'messages.getAvailableEffects', hash: 0 })
  if (effects.length === 0) { // the server has none to offer: none can be named
    await refused(bob.tg.sendText(w.a, 'boom', { effect: bob.lib.Long.fromNumber(5) }), 'EFFECT_ID_INVALID')
    await refused(w.send(alice, w.b, text('boom'), { options: { _: 'messageSendOptions', effect_id: '5' } }), 'EFFECT_ID_INVALID')
    return
  }
  const id = effects[0].id.toString()
  const { td2, mt } = await w.aliceSends(text('boom'), { options: { _: 'messageSendOptions', effect_id: id } })
  assert.equal(td2.effect_id, id)
  assert.equal(mt.effectId.toString(), id)
  const back = await w.bobSends(() => bob.tg.sendText(w.a, 'boom', { effect: effects[0].id }))
  assert.equal(back.td.effect_id, id)
  await refused(bob.tg.sendText(w.a, 'boom', { effect: bob.lib.Long.fromNumber(5) }), 'EFFECT_ID_INVALID')
}

const pinned = (device, id) => device.call('searchChatMessages', { chat_id: id, query: '', from_message_id: 0, offset: 0, limit: 10, filter: { _: 'searchMessagesFilterPinned' } })

async function pins (w) {
  const { alice, alice2, bob } = w
  const one = await w.aliceSends(text('pin one'))
  const two = await w.aliceSends(text('pin two'))
  const three = await w.aliceSends(text('pin three'))
  const bobs = async () => (await bob.tg.searchMessages({ chatId: w.a, filter: { _: 'inputMessagesFilterPinned' } })).map((m) => m.text)
  const hers = (...ids) => Promise.all(w.devices.map((d) => eventually(d, 'the pins', async () => {
    const found = await pinned(d, w.b)
    assert.deepEqual(found.messages.map((m) => [m.id, m.is_pinned]), ids.map((id) => [id, true]))
    assert.equal(found.total_count, ids.length)
    if (ids.length > 0) assert.equal((await d.call('getChatPinnedMessage', { chat_id: w.b })).id, ids[0])
  })))

  // For both, loudly: the chat says so.
  let marks = [alice2.mark(), bob.mark()]
  await alice.call('pinChatMessage', { chat_id: w.b, message_id: one.td.id, disable_notification: false, only_for_self: false })
  const said = await alice2.wait('that it says so', (u) => u._ === 'updateNewMessage' && u.message.content._ === 'messagePinMessage', marks[0])
  assert.equal(said.message.content.message_id, one.td.id)
  await alice2.wait('the pin', (u) => u._ === 'updateMessageIsPinned' && u.message_id === one.td.id && u.is_pinned, marks[0])
  const told = await bob.wait('that it says so', 'new_message', (m) => m.action?.type === 'message_pinned', marks[1])
  assert.equal(told.replyToMessage.id, one.mt.id)
  assert.equal((await bob.message(w.a, one.mt.id)).isPinned, true)

  // For both, silently; for herself alone.
  marks = [alice2.mark(), bob.mark()]
  await alice.call('pinChatMessage', { chat_id: w.b, message_id: two.td.id, disable_notification: true, only_for_self: false })
  await bob.raw('updatePinnedMessages', (u) => u.pinned && u.messages.includes(two.mt.id), marks[1])
  await alice.call('pinChatMessage', { chat_id: w.b, message_id: three.td.id, disable_notification: false, only_for_self: true })
  await alice2.wait('the third', (u) => u._ === 'updateMessageIsPinned' && u.message_id === three.td.id && u.is_pinned, marks[0])
  await hers(three.td.id, two.td.id, one.td.id)
  assert.deepEqual(await bobs(), ['pin two', 'pin one'])
  const silent = bob.updates.slice(marks[1]).filter((u) => u.name === 'new_message' && u.data.action?.type === 'message_pinned')
  assert.ok(silent.every((u) => u.data.isSilent), 'what was pinned silently made no noise')

  // He unpins one for both, and pins one.
  const his = await w.bobSends(() => bob.tg.sendText(w.a, 'pin four'))
  await bob.tg.unpinMessage({ chatId: w.a, message: one.mt.id })
  await bob.tg.pinMessage({ chatId: w.a, message: his.mt.id, bothSides: true, notify: false })
  await hers(his.td.id, three.td.id, two.td.id)
  await refused(bob.tg.pinMessage({ chatId: w.a, message: 99999, bothSides: true }), 'MESSAGE_ID_INVALID')
  await assert.rejects(alice.call('pinChatMessage', { chat_id: w.b, message_id: 1 << 20, disable_notification: true, only_for_self: false }), { code: 400 })

  await alice.call('unpinAllChatMessages', { chat_id: w.b })
  await hers()
  await eventually(bob, 'none is pinned', async () => assert.deepEqual(await bobs(), []))
  await assert.rejects(alice2.call('getChatPinnedMessage', { chat_id: w.b }), { code: 404 })
}

async function reading (w) {
  const { alice, alice2, bob } = w
  const before = (await alice.call('getChat', { chat_id: w.b })).unread_count
  const his = [await w.bobSends(() => bob.tg.sendText(w.a, 'read this')), await w.bobSends(() => bob.tg.sendText(w.a, 'and this'))]
  for (const d of w.devices) {
    await eventually(d, 'two more unread', async () => assert.equal((await d.call('getChat', { chat_id: w.b })).unread_count, before + 2))
  }
  const marks = [alice2.mark(), bob.mark()]
  const last = his[1]
  await alice.call('openChat', { chat_id: w.b })
  await alice.call('viewMessages', { chat_id: w.b, message_ids: his.map((m) => m.td.id), source: { _: 'messageSourceChatHistory' }, force_read: true })
  const read = await bob.wait('that she has read', 'history_read', (u) => u.isOutbox && u.chatId === w.a && u.maxReadId >= last.mt.id, marks[1])
  assert.equal(read.maxReadId, last.mt.id)
  await alice2.wait('none unread', (u) => u._ === 'updateChatReadInbox' && u.chat_id === w.b && u.unread_count === 0 && u.last_read_inbox_message_id === last.td.id, marks[0])
  await alice.call('closeChat', { chat_id: w.b })

  const mine = await w.aliceSends(text('read mine'))
  const from = w.devices.map((d) => d.mark())
  await bob.tg.readHistory(w.a)
  for (const [i, d] of w.devices.entries()) {
    await d.wait('the second check', (u) => u._ === 'updateChatReadOutbox' && u.chat_id === w.b && u.last_read_outbox_message_id === mine.td.id, from[i])
  }
  const [dialog] = await bob.tg.getPeerDialogs(w.a)
  assert.equal(dialog.unreadCount, 0)
  await bob.tg.readHistory(w.a, { maxId: 1 }) // what is read stays read
  assert.equal((await alice.call('getChat', { chat_id: w.b })).last_read_outbox_message_id, mine.td.id)
}

async function typing (w) {
  const { alice, bob } = w
  await alice.call('openChat', { chat_id: w.b }) // TDLib tells of typing in open chats only
  let marks = [alice.mark(), bob.mark()]
  await bob.tg.sendTyping(w.a, 'typing')
  await alice.wait('typing', (u) => u._ === 'updateChatAction' && u.chat_id === w.b && u.action._ === 'chatActionTyping' && u.sender_id.user_id === w.b, marks[0])
  await bob.tg.sendTyping(w.a, 'cancel')
  await alice.wait('no typing', (u) => u._ === 'updateChatAction' && u.chat_id === w.b && u.action._ === 'chatActionCancel', marks[0])
  for (const [theirs, hers] of [['chatActionTyping', 'typing'], ['chatActionRecordingVoiceNote', 'record_voice'], ['chatActionChoosingSticker', 'sticker']]) {
    marks = [0, bob.mark()]
    await alice.call('sendChatAction', { chat_id: w.b, action: { _: theirs } })
    await bob.wait(hers, 'user_typing', (u) => u.userId === w.a && u.status === hers, marks[1])
  }
  // A message ends it.
  marks = [alice.mark()]
  await bob.tg.sendTyping(w.a, 'typing')
  await bob.tg.sendText(w.a, 'typed')
  await alice.wait('the message', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'typed', marks[0])
  await alice.wait('no typing', (u) => u._ === 'updateChatAction' && u.chat_id === w.b && u.action._ === 'chatActionCancel', marks[0])
  await alice.call('closeChat', { chat_id: w.b })
  await refused(bob.tg.call({ _: 'messages.setTyping', peer: { _: 'inputPeerUser', userId: 12345, accessHash: bob.lib.Long.ONE }, action: { _: 'sendMessageTypingAction' } }), 'PEER_ID_INVALID')
}

async function online (w) {
  const { alice, bob } = w
  let marks = [alice.mark(), bob.mark()]
  await bob.tg.setOnline(true)
  await alice.wait('he is there', (u) => u._ === 'updateUserStatus' && u.user_id === w.b && u.status._ === 'userStatusOnline', marks[0])
  await bob.tg.setOnline(false)
  const off = await alice.wait('he is gone', (u) => u._ === 'updateUserStatus' && u.user_id === w.b && u.status._ === 'userStatusOffline', marks[0])
  assert.ok(Math.abs(off.status.was_online - Date.now() / 1000) < 60)

  // TDLib says that it is there when a chat is open for the first time, or so told.
  marks = [0, bob.mark()]
  await alice.call('setOption', { name: 'online', value: { _: 'optionValueBoolean', value: true } })
  await bob.wait('she is there', 'user_status', (u) => u.userId === w.a && u.status === 'online', marks[1])
  await alice.call('setOption', { name: 'online', value: { _: 'optionValueBoolean', value: false } })
  const gone = await bob.wait('she is gone', 'user_status', (u) => u.userId === w.a && u.status === 'offline', marks[1])
  assert.ok(gone.lastOnline instanceof Date)
}

export const features = {
  reactions, 'unread reactions': unreadReactions, 'reactions that are refused': badReactions, 'lists of reactions': lists,
  effects, pins, 'read marks': reading, typing, online,
}
