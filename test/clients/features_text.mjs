// What one writes, answers, passes on, corrects and takes back.
import assert from 'node:assert/strict'
import { plain, refused, text } from './features_people.mjs'

// What each library calls the kinds: TDLib, mtcute, the server.
const kinds = {
  Bold: ['bold', 'messageEntityBold'],
  Italic: ['italic', 'messageEntityItalic'],
  Underline: ['underline', 'messageEntityUnderline'],
  Strikethrough: ['strikethrough', 'messageEntityStrike'],
  Spoiler: ['spoiler', 'messageEntitySpoiler'],
  Code: ['code', 'messageEntityCode'],
  Pre: ['pre', 'messageEntityPre', { language: '' }],
  PreCode: ['pre', 'messageEntityPre', { language: 'go' }],
  TextUrl: ['text_link', 'messageEntityTextUrl', { url: 'https://example.com/there?a=b' }],
  MentionName: ['text_mention', 'inputMessageEntityMentionName'],
  BlockQuote: ['blockquote', 'messageEntityBlockquote'],
  ExpandableBlockQuote: ['blockquote', 'messageEntityBlockquote', { collapsed: true }],
  CustomEmoji: ['emoji', 'messageEntityCustomEmoji'],
  // Those that nobody has to mark.
  Url: ['url'],
  Mention: ['mention'],
  Hashtag: ['hashtag'],
  Cashtag: ['cashtag'],
  BotCommand: ['bot_command'],
  EmailAddress: ['email'],
  PhoneNumber: ['phone_number'],
  BankCardNumber: ['bank_card'],
}
const found = [
  ['Url', 'example.com/path'], ['Mention', '@somebody'], ['Hashtag', '#tag'], ['Cashtag', '$TON'], ['BotCommand', '/go'],
  ['EmailAddress', 'a@b.org'], ['PhoneNumber', '+7 999 123-45-67'], ['BankCardNumber', '4111 1111 1111 1111'],
]

// marked is a text with a stretch of each kind on a line of its own, behind a
// character of two code units.
function marked (names) {
  let s = ''
  const entities = []
  for (const name of names) {
    const word = name === 'CustomEmoji' ? '👍' : `the ${name}`
    s += '😀\n'
    entities.push({ name, offset: s.length, length: word.length })
    s += `${word}\n`
  }
  return { text: s.trimEnd(), entities }
}

// How both libraries' entities are compared: as one line each.
const line = (name, { offset, length }, more = '') => `${name} ${offset}+${length} ${more}`.trim()
const ofTDLib = (entities) => entities.map((e) => {
  const name = e.type._.replace('textEntityType', '')
  return line(name, e, e.type.url ?? e.type.language ?? e.type.user_id ?? e.type.custom_emoji_id)
})
const names = (kind, params) => Object.entries(kinds).find(([name, [k]]) => k === kind &&
  (kind !== 'blockquote' || (name === 'ExpandableBlockQuote') === !!params.collapsible) &&
  (kind !== 'pre' || (name === 'PreCode') === !!params.language))?.[0] ?? kind
const ofMtcute = (entities) => entities.map((e) => {
  const name = names(e.kind, e.params)
  return line(name, e, e.params.url ?? (name === 'PreCode' ? e.params.language : undefined) ?? e.params.userId ?? e.params.emojiId?.toString())
})

async function entities (w) {
  const own = Object.keys(kinds).slice(0, 12)
  const t = marked(own)
  const args = { PreCode: 'go', TextUrl: 'https://example.com/there?a=b', MentionName: w.b }
  const want = t.entities.map((e) => line(e.name, e, args[e.name]))
  const { td, td2, mt } = await w.aliceSends(text(t.text, t.entities.map(({ name, ...e }) => ({
    _: 'textEntity', ...e, type: { _: `textEntityType${name}`, language: 'go', url: args.TextUrl, user_id: w.b },
  }))))
  assert.deepEqual(ofTDLib(td.content.text.entities), want)
  assert.deepEqual(ofTDLib(td2.content.text.entities), want)
  assert.equal(mt.text, t.text)
  assert.deepEqual(ofMtcute(mt.entities), want)

  // The other way.
  const all = marked([...own, 'CustomEmoji'])
  args.MentionName = w.a
  args.CustomEmoji = '77'
  const peer = await w.bob.tg.resolveUser(w.a)
  const raw = all.entities.map(({ name, ...e }) => ({
    _: kinds[name][1], ...e, ...kinds[name][2], userId: peer, documentId: longOf(w, 77),
  }))
  const back = await w.bobSends(() => w.bob.tg.sendText(w.a, { text: all.text, entities: raw }))
  const wants = all.entities.map((e) => line(e.name, e, args[e.name]))
  assert.deepEqual(ofMtcute(back.mt.entities), wants)
  assert.deepEqual(ofTDLib(back.td.content.text.entities), wants)
  assert.equal(back.td.content.text.text, all.text)
}

const longOf = (w, n) => w.bob.lib.Long.fromNumber(n)

async function detected (w) {
  let s = '😀'
  const want = []
  for (const [name, word] of found) {
    s += ', '
    want.push(line(name, { offset: s.length, length: word.length }))
    s += word
  }
  const { mt, td } = await w.bobSends(() => w.bob.tg.sendText(w.a, s))
  assert.deepEqual(ofMtcute(mt.entities), want, 'his own')
  const hers = want.filter((l) => !l.startsWith('BotCommand')) // TDLib shows commands in chats with bots only
  assert.deepEqual(ofTDLib(td.content.text.entities), hers, 'his, as she sees it')
  const there = await w.aliceSends(text(s))
  assert.deepEqual(ofMtcute(there.mt.entities), want, 'hers, as he sees it')
  assert.deepEqual(ofTDLib(there.td.content.text.entities), hers, 'her own')
}

async function nested (w) {
  const { mt, td } = await w.bobSends(() => w.bob.tg.sendText(w.a, {
    text: '  one two 😀 three \n', entities: [
      { _: 'messageEntityBold', offset: 2, length: 7 },
      { _: 'messageEntityItalic', offset: 6, length: 8 },
    ],
  }))
  assert.equal(mt.text, 'one two 😀 three')
  assert.equal(td.content.text.text, 'one two 😀 three')
  const want = ['Bold 0+4', 'Italic 4+8', 'Bold 4+3']
  assert.deepEqual(ofMtcute(mt.entities), want)
  assert.deepEqual(ofTDLib(td.content.text.entities), want)
}

async function badTexts (w) {
  const { tg } = w.bob
  await refused(tg.sendText(w.a, '\u200b'), 'MESSAGE_EMPTY')
  await refused(tg.sendText(w.a, 'x'.repeat(4097)), 'MESSAGE_TOO_LONG')
  await refused(tg.sendText(w.a, { text: 'short', entities: [{ _: 'messageEntityBold', offset: -1, length: 2 }] }), 'ENTITY_BOUNDS_INVALID')
  await refused(w.send(w.alice, w.b, text('')), 'must be non-empty')
  await refused(w.send(w.alice, w.b, text('x'.repeat(4097))), 'Message is too long')
  const { mt } = await w.aliceSends(text('y'.repeat(4096)))
  assert.equal(mt.text.length, 4096)
}

async function replies (w) {
  const first = await w.bobSends(() => w.bob.tg.sendText(w.a, 'what do you think of this'))
  const { td, mt } = await w.aliceSends(text('a lot'), { reply_to: { _: 'inputMessageReplyToMessage', message_id: first.td.id } })
  assert.equal(td.reply_to.message_id, first.td.id)
  assert.equal(td.reply_to.chat_id, w.b)
  assert.equal(td.reply_to.quote, undefined)
  assert.equal(mt.replyToMessage.id, first.mt.id)
  assert.equal(mt.replyToMessage.origin, 'same_chat')
  assert.equal((await w.bob.tg.getReplyTo(mt)).text, 'what do you think of this')
  const back = await w.bobSends(() => w.bob.tg.replyText(mt, 'really'))
  assert.equal(back.td.reply_to.message_id, td.id)
  assert.equal((await w.alice.call('getRepliedMessage', { chat_id: w.b, message_id: back.td.id })).content.text.text, 'a lot')

  // To what is gone: TDLib sends without the reply.
  await w.bob.tg.deleteMessages([first.mt], { revoke: true })
  await w.alice.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.message_ids.includes(first.td.id))
  const late = await w.aliceSends(text('too late'), { reply_to: { _: 'inputMessageReplyToMessage', message_id: first.td.id } })
  assert.equal(late.mt.replyToMessage, null)
  await refused(w.bob.tg.sendText(w.a, 'to nothing', { replyTo: 99999, mustReply: true }), 'REPLY_MESSAGE_ID_INVALID')
  await assert.rejects(w.alice.call('getRepliedMessage', { chat_id: w.b, message_id: td.id }), { code: 404 })
}

async function quotes (w) {
  const said = 'the second of the three'
  const first = await w.bobSends(() => w.bob.tg.sendText(w.a, { text: said, entities: [{ _: 'messageEntityItalic', offset: 4, length: 6 }] }))
  const italic = [{ _: 'textEntity', offset: 4, length: 6, type: { _: 'textEntityTypeItalic' } }]
  const quote = { _: 'inputTextQuote', text: { _: 'formattedText', text: 'the second', entities: italic }, position: 0 }
  const { td, td2, mt } = await w.aliceSends(text('that one'), { reply_to: { _: 'inputMessageReplyToMessage', message_id: first.td.id, quote } })
  for (const m of [td, td2]) {
    assert.equal(m.reply_to.quote.text.text, 'the second')
    assert.deepEqual(ofTDLib(m.reply_to.quote.text.entities), ['Italic 4+6'])
    assert.equal(m.reply_to.quote.is_manual, true)
  }
  assert.equal(mt.replyToMessage.isQuote, true)
  assert.equal(mt.replyToMessage.quoteText, 'the second')
  assert.deepEqual(ofMtcute(mt.replyToMessage.quoteEntities), ['Italic 4+6'])

  const back = await w.bobSends(() => w.bob.tg.sendText(w.a, 'no, the third', { replyTo: first.mt.id, quote: { text: 'the', entities: [] }, quoteOffset: 14 }))
  assert.equal(back.td.reply_to.quote.text.text, 'the')
  assert.equal(back.td.reply_to.quote.position, 14)
  await refused(w.bob.tg.sendText(w.a, 'what', { replyTo: first.mt.id, quote: { text: 'fourth', entities: [] } }), 'QUOTE_TEXT_INVALID')
}

async function acrossChats (w) {
  const first = await w.sends(w.carol, () => w.carol.tg.sendText(w.a, 'carol said this'))
  const reply_to = { _: 'inputMessageReplyToExternalMessage', chat_id: w.c, message_id: first.td.id, quote: { _: 'inputTextQuote', text: plain('said this'), position: 6 } }
  const { td, mt } = await w.aliceSends(text('listen to carol'), { reply_to })
  assert.equal(td.reply_to.quote.text.text, 'said this')
  assert.equal(td.reply_to.origin._, 'messageOriginUser')
  assert.equal(td.reply_to.origin.sender_user_id, w.c)
  assert.equal(mt.replyToMessage.origin, 'private')
  assert.equal(mt.replyToMessage.sender.id, w.c)
  assert.equal(mt.replyToMessage.quoteText, 'said this')
  // Bob answers Alice elsewhere: in the chat with Carol.
  const mark = w.carol.mark()
  const to = await w.bob.tg.resolvePeer(w.a)
  await w.bob.tg.call({
    _: 'messages.sendMessage', peer: await w.bob.tg.resolvePeer(w.c), message: 'she says', randomId: w.bob.lib.Long.fromNumber(Date.now()),
    replyTo: { _: 'inputReplyToMessage', replyToMsgId: mt.id, replyToPeerId: to },
  })
  const got = await w.carol.wait('the reply', 'new_message', (m) => m.text === 'she says', mark)
  assert.equal(got.replyToMessage.sender.id, w.a)
}

async function forwards (w) {
  const { bob, carol, alice } = w
  const first = await w.bobSends(() => bob.tg.sendText(w.a, 'pass me on'))
  const second = await w.bobSends(() => bob.tg.sendText(w.a, 'and me'))
  const mine = await w.aliceSends(text('this is mine'))

  // Several at once, in their order.
  let mark = carol.mark()
  const marks = [alice.mark(), w.alice2.mark()]
  const many = await alice.call('forwardMessages', { chat_id: w.c, from_chat_id: w.b, message_ids: [first.td.id, second.td.id, mine.td.id] })
  assert.equal(many.messages.length, 3)
  const sent = await Promise.all(many.messages.map((m) => w.sent(alice, m, marks[0])))
  assert.deepEqual(sent.map((m) => m.content.text.text), ['pass me on', 'and me', 'this is mine'])
  assert.deepEqual(sent.map((m) => m.forward_info?.origin.sender_user_id), [w.b, w.b, w.a])
  assert.equal(sent[0].forward_info.date, first.td.date)
  const last = await carol.wait('the third', 'new_message', (m) => m.text === 'this is mine', mark)
  const got = carol.updates.slice(mark).filter((u) => u.name === 'new_message').map((u) => u.data)
  assert.deepEqual(got.map((m) => m.text), ['pass me on', 'and me', 'this is mine'])
  assert.deepEqual(got.map((m) => m.forward.sender.id), [w.b, w.b, w.a])
  assert.deepEqual(got.map((m) => m.sender.id), [w.a, w.a, w.a])
  await w.alice2.wait('the third', (u) => u._ === 'updateNewMessage' && u.message.id === sent[2].id, marks[1])

  // A chain keeps the first author.
  const [on] = await carol.tg.forwardMessages({ messages: [got[0]], toChatId: w.b })
  assert.equal(on.forward.sender.id, w.b)
  // Without the author, and then not known as forwarded.
  mark = carol.mark()
  const m = alice.mark()
  const { messages: [copy] } = await alice.call('forwardMessages', { chat_id: w.c, from_chat_id: w.b, message_ids: [first.td.id], send_copy: true })
  assert.equal((await w.sent(alice, copy, m)).forward_info, undefined)
  assert.equal((await carol.wait('the copy', 'new_message', (m) => m.text === 'pass me on', mark)).forward, null)
  const back = await w.bobSends(async () => (await bob.tg.forwardMessagesById({ fromChatId: w.a, messages: [mine.mt.id], toChatId: w.a, noAuthor: true }))[0])
  assert.equal(back.td.forward_info, undefined)
  assert.equal(back.mt.forward, null)
  const known = await w.bobSends(async () => (await bob.tg.forwardMessagesById({ fromChatId: w.a, messages: [mine.mt.id], toChatId: w.a }))[0])
  assert.equal(known.td.forward_info.origin.sender_user_id, w.a)

  await refused(bob.tg.forwardMessagesById({ fromChatId: w.a, messages: [99999], toChatId: w.c }), 'MESSAGE_ID_INVALID')
  assert.equal(last.forward.date.getTime() / 1000, mine.td.date)
}

async function edits (w) {
  const { td, td2, mt } = await w.aliceSends(text('wrogn'))
  assert.equal(td.edit_date, 0)
  assert.equal((await w.alice.call('getMessageProperties', { chat_id: w.b, message_id: td.id })).can_be_edited, true)
  const marks = [w.bob.mark(), w.alice2.mark()]
  const e = await w.alice.call('editMessageText', { chat_id: w.b, message_id: td.id, input_message_content: text('right', [{ _: 'textEntity', offset: 0, length: 5, type: { _: 'textEntityTypeBold' } }]) })
  assert.ok(e.edit_date >= td.date)
  const seen = await w.bob.wait('the edit', 'edit_message', (m) => m.id === mt.id, marks[0])
  assert.equal(seen.text, 'right')
  assert.deepEqual(ofMtcute(seen.entities), ['Bold 0+5'])
  assert.equal(seen.editDate.getTime() / 1000, e.edit_date)
  assert.equal(seen.hideEditMark, false)
  await w.alice2.wait('the new text', (u) => u._ === 'updateMessageContent' && u.message_id === td2.id && u.new_content.text.text === 'right', marks[1])
  await w.alice2.wait('the date', (u) => u._ === 'updateMessageEdited' && u.message_id === td2.id && u.edit_date === e.edit_date, marks[1])

  const his = await w.bobSends(() => w.bob.tg.sendText(w.a, 'mine'))
  assert.equal((await w.alice.call('getMessageProperties', { chat_id: w.b, message_id: his.td.id })).can_be_edited, false)
  await refused(w.alice.call('editMessageText', { chat_id: w.b, message_id: his.td.id, input_message_content: text('hers') }), "can't be edited")
  await refused(w.bob.tg.editMessage({ chatId: w.a, message: mt.id, text: 'his' }), 'MESSAGE_AUTHOR_REQUIRED')
  await refused(w.bob.tg.editMessage({ chatId: w.a, message: his.mt.id, text: 'mine' }), 'MESSAGE_NOT_MODIFIED')
  await refused(w.bob.tg.editMessage({ chatId: w.a, message: 99999, text: 'x' }), 'MESSAGE_ID_INVALID')
  const data = await w.bob.tg.call({ _: 'messages.getMessageEditData', peer: await w.bob.tg.resolvePeer(w.a), id: his.mt.id })
  assert.equal(data.caption, false)
  const mark = w.alice.mark()
  await w.bob.tg.editMessage({ chatId: w.a, message: his.mt.id, text: 'mine, better' })
  await w.alice.wait('the new text', (u) => u._ === 'updateMessageContent' && u.message_id === his.td.id && u.new_content.text.text === 'mine, better', mark)
  await w.alice.wait('the date', (u) => u._ === 'updateMessageEdited' && u.message_id === his.td.id && u.edit_date > 0, mark)
}

async function deletions (w) {
  const { alice, alice2, bob } = w
  const gone = (d, id, mark) => d.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && !u.from_cache && u.message_ids.includes(id), mark)
  // For herself alone.
  const one = await w.aliceSends(text('for me alone'))
  const may = await alice.call('getMessageProperties', { chat_id: w.b, message_id: one.td.id })
  assert.ok(may.can_be_deleted_only_for_self && may.can_be_deleted_for_all_users)
  let mark = alice2.mark()
  await alice.call('deleteMessages', { chat_id: w.b, message_ids: [one.td.id], revoke: false })
  await gone(alice2, one.td.id, mark)
  assert.equal((await bob.message(w.a, one.mt.id)).text, 'for me alone')
  await assert.rejects(w.message(one.td.id), { code: 404 })

  // For both, what one wrote and what the other one wrote.
  const two = await w.aliceSends(text('for both'))
  const three = await w.bobSends(() => bob.tg.sendText(w.a, 'of his'))
  const bobs = bob.mark()
  await alice.call('deleteMessages', { chat_id: w.b, message_ids: [two.td.id, three.td.id], revoke: true })
  const u = await bob.wait('the deletion', 'delete_message', (u) => u.messageIds.includes(three.mt.id), bobs)
  assert.deepEqual(u.messageIds.toSorted(), [two.mt.id, three.mt.id].toSorted())
  assert.equal(await bob.message(w.a, two.mt.id), null)
  const four = await w.aliceSends(text('he may too'))
  mark = alice.mark()
  await bob.tg.deleteMessages([four.mt], { revoke: true })
  await gone(alice, four.td.id, mark)
  await bob.tg.deleteMessagesById(w.a, [99999], { revoke: true }) // nothing to do
  await assert.rejects(w.message(four.td.id), { code: 404 })
}

// A day is the least that clients offer; who chats with Carol loses all of it.
async function histories (w) {
  const { alice, alice2, carol } = w
  const last = await w.sends(w.carol, () => carol.tg.sendText(w.a, 'soon gone'))
  const day = 86400
  const midnight = Math.floor(last.td.date / day) * day
  await refused(alice.call('deleteChatMessagesByDate', { chat_id: w.c, min_date: midnight, max_date: midnight - 1, revoke: true }), 'Wrong date interval')
  let mark = alice2.mark()
  const carols = carol.mark()
  await alice.call('deleteChatMessagesByDate', { chat_id: w.c, min_date: midnight - day, max_date: midnight - 1, revoke: true })
  await alice.call('deleteChatMessagesByDate', { chat_id: w.c, min_date: last.td.date - 3600, max_date: last.td.date - 1800, revoke: true })
  assert.equal((await w.message(last.td.id, w.c)).content.text.text, 'soon gone', 'yesterday had nothing of it')
  await alice.call('deleteChatHistory', { chat_id: w.c, remove_from_chat_list: false, revoke: true })
  await alice2.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.chat_id === w.c && u.message_ids.includes(last.td.id), mark)
  await carol.wait('the deletion', 'delete_message', (u) => u.messageIds.includes(last.mt.id), carols)
  assert.deepEqual([...await carol.tg.getHistory(w.a)], [])
  assert.deepEqual(await alice.history(w.c), [])

  // For herself alone, and the chat goes from the list.
  const kept = await w.sends(w.carol, () => carol.tg.sendText(w.a, 'she keeps it'))
  mark = alice2.mark()
  await alice.call('deleteChatHistory', { chat_id: w.c, remove_from_chat_list: true, revoke: false })
  await alice2.wait('no place in the list', (u) => u._ === 'updateChatLastMessage' && u.chat_id === w.c && u.positions.length === 0, mark)
  assert.equal((await carol.message(w.a, kept.mt.id)).text, 'she keeps it')
  const again = await w.sends(w.carol, () => carol.tg.sendText(w.a, 'and again'))
  assert.deepEqual((await alice.history(w.c)).map((m) => m.id), [again.td.id])
}

export const features = {
  entities, 'entities that nobody marked': detected, 'nested entities': nested, 'texts that are refused': badTexts,
  replies, quotes, 'replies to other chats': acrossChats, forwards, edits, deletions, 'whole histories': histories,
}
