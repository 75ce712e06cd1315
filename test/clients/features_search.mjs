// Finding messages: in a chat, everywhere, by words, kinds, days and tags; and
// Saved Messages with their parts.
import assert from 'node:assert/strict'
import { Person, eventually, refused, text } from './features_people.mjs'

const filter = (s) => ({ _: `searchMessagesFilter${s}` })
const find = (d, chat, query, more = {}) => d.call('searchChatMessages', { chat_id: chat, query, from_message_id: 0, offset: 0, limit: 10, ...more })
const texts = (found) => found.messages.map((m) => m.content.text.text)
const his = async (w, query, more = {}) => (await w.bob.tg.searchMessages({ chatId: w.a, query, ...more })).map((m) => m.text)

async function words (w) {
  const { alice, bob } = w
  const one = await w.aliceSends(text('Meet me at the café on Tuesday'))
  await w.bobSends(() => bob.tg.sendText(w.a, 'The cafeteria is closed'))
  await w.aliceSends(text('see https://example.org/menu'))
  for (const d of w.devices) {
    const found = await find(d, w.b, 'cafe')
    assert.deepEqual(texts(found), ['The cafeteria is closed', 'Meet me at the café on Tuesday'])
    assert.equal(found.total_count, 2)
  }
  assert.deepEqual(await his(w, 'CAF'), ['The cafeteria is closed', 'Meet me at the café on Tuesday'])
  assert.deepEqual(await his(w, 'tuesday cafe'), ['Meet me at the café on Tuesday'])
  assert.deepEqual(await his(w, 'nowhere'), [])
  // By sender.
  assert.deepEqual(texts(await find(alice, w.b, 'caf', { sender_id: { _: 'messageSenderUser', user_id: w.b } })), ['The cafeteria is closed'])
  assert.deepEqual(await his(w, 'caf', { fromUser: w.a }), ['Meet me at the café on Tuesday'])
  // Page by page.
  const first = await find(alice, w.b, 'caf', { limit: 1 })
  assert.deepEqual([texts(first), first.total_count], [['The cafeteria is closed'], 2])
  const second = await find(alice, w.b, 'caf', { limit: 1, from_message_id: first.next_from_message_id })
  assert.deepEqual(texts(second), ['Meet me at the café on Tuesday'])
  // As they are now.
  await alice.call('editMessageText', { chat_id: w.b, message_id: one.td.id, input_message_content: text('Meet me at the harbour') })
  assert.deepEqual(await his(w, 'cafe tuesday'), [])
  assert.deepEqual(texts(await find(alice, w.b, 'harb')), ['Meet me at the harbour'])
  await alice.call('deleteMessages', { chat_id: w.b, message_ids: [one.td.id], revoke: true })
  assert.deepEqual(await his(w, 'harbour'), [])
  assert.deepEqual(texts(await find(w.alice2, w.b, 'harbour')), [])
}

async function filters (w) {
  const { alice, bob } = w
  await w.bobSends(() => bob.tg.sendText(w.a, 'and example.com/second'))
  const peer = await bob.tg.resolvePeer(w.a)
  const counters = await bob.tg.call({ _: 'messages.getSearchCounters', peer, filters: [{ _: 'inputMessagesFilterUrl' }, { _: 'inputMessagesFilterPhotos' }] })
  assert.deepEqual(counters.map((c) => c.count), [2, 0])
  const count = async (f) => (await alice.call('getChatMessageCount', { chat_id: w.b, filter: filter(f), return_local: false })).count
  assert.equal(await count('Url'), 2)
  for (const none of ['PhotoAndVideo', 'Document', 'Audio', 'VoiceNote', 'Animation', 'Pinned']) assert.equal(await count(none), 0, none)
  const urls = await find(alice, w.b, '', { filter: filter('Url') })
  assert.deepEqual(texts(urls), ['and example.com/second', 'see https://example.org/menu'])
  assert.deepEqual(await his(w, '', { filter: { _: 'inputMessagesFilterUrl' } }), ['and example.com/second', 'see https://example.org/menu'])
  assert.deepEqual(await his(w, 'menu', { filter: { _: 'inputMessagesFilterUrl' } }), ['see https://example.org/menu'])
  const position = await alice.call('getChatMessagePosition', { chat_id: w.b, filter: filter('Url'), message_id: urls.messages[1].id })
  assert.equal(position.count, 2)

  const days = await bob.tg.call({ _: 'messages.getSearchResultsCalendar', peer, filter: { _: 'inputMessagesFilterUrl' }, offsetId: 0, offsetDate: 0 })
  assert.equal(days.count, 2)
  assert.equal(days.periods.reduce((n, p) => n + p.count, 0), 2)
  const positions = await bob.tg.call({ _: 'messages.getSearchResultsPositions', peer, filter: { _: 'inputMessagesFilterUrl' }, offsetId: 0, limit: 10 })
  assert.deepEqual([positions.count, positions.positions.map((p) => p.offset)], [2, [0, 1]])
  // TDLib asks for these of kinds of files alone: there are none.
  const calendar = await alice.call('getChatMessageCalendar', { chat_id: w.b, filter: filter('Photo'), from_message_id: 0 })
  assert.deepEqual([calendar.total_count, calendar.days], [0, []])
  const sparse = await alice.call('getChatSparseMessagePositions', { chat_id: w.b, filter: filter('Photo'), from_message_id: urls.messages[0].id, limit: 100, saved_messages_topic_id: 0 })
  assert.deepEqual([sparse.total_count, sparse.positions], [0, []])
  await refused(bob.tg.call({ _: 'messages.search', peer: { _: 'inputPeerUser', userId: 12345, accessHash: bob.lib.Long.ONE }, q: 'x', filter: { _: 'inputMessagesFilterEmpty' }, minDate: 0, maxDate: 0, offsetId: 0, addOffset: 0, limit: 1, maxId: 0, minId: 0, hash: bob.lib.Long.ZERO }), 'PEER_ID_INVALID')
}

const at = (date) => new Date(date * 1000) // as mtcute wants it

async function byDate (w) {
  const { alice, bob } = w
  const { td } = await w.aliceSends(text('the newest'))
  assert.equal((await alice.call('getChatMessageByDate', { chat_id: w.b, date: td.date + 100 })).id, td.id)
  await assert.rejects(alice.call('getChatMessageByDate', { chat_id: w.b, date: td.date - 86400 }), { code: 404 })
  assert.deepEqual(await his(w, 'newest', { minDate: at(td.date - 60), maxDate: at(td.date + 60) }), ['the newest'])
  assert.deepEqual(await his(w, 'newest', { maxDate: at(td.date - 3600) }), [])
  const [before] = await bob.tg.getHistory(w.a, { limit: 1, offset: { id: 0, date: td.date + 100 } })
  assert.equal(before.text, 'the newest')
}

async function everywhere (w) {
  const { alice, bob, carol } = w
  await w.sends(carol, () => carol.tg.sendText(w.a, 'zebras in the street #zoo'))
  await w.bobSends(() => bob.tg.sendText(w.a, 'a zebra on the roof #zoo'))
  const own = await w.send(alice, w.a, text('draw a zebra #zoology'))
  const search = (query, more = {}) => alice.call('searchMessages', { query, offset: '', limit: 10, min_date: 0, max_date: 0, ...more })
  let found = await search('zebra')
  assert.deepEqual(texts(found), ['draw a zebra #zoology', 'a zebra on the roof #zoo', 'zebras in the street #zoo'])
  assert.equal(found.messages[0].id, own.id)
  found = await search('zebra', { limit: 1 })
  const next = await search('zebra', { limit: 1, offset: found.next_offset })
  assert.deepEqual([texts(found), texts(next)], [['draw a zebra #zoology'], ['a zebra on the roof #zoo']])
  assert.deepEqual(texts(await search('#zoo')), ['draw a zebra #zoology', 'a zebra on the roof #zoo', 'zebras in the street #zoo'])
  assert.deepEqual(texts(await search('giraffe')), [])
  assert.deepEqual((await bob.tg.searchGlobal({ query: 'zebra' })).map((m) => m.text), ['a zebra on the roof #zoo'])
  assert.deepEqual(await his(w, '#zoo'), ['a zebra on the roof #zoo'])
  // TDLib suggests the tags that one has written.
  await eventually(alice, 'the tag', async () => assert.deepEqual((await alice.call('searchHashtags', { prefix: 'zoo', limit: 5 })).hashtags, ['zoology']))
  const people = await alice.call('searchChatsOnServer', { query: 'Carol', limit: 10 })
  assert.deepEqual(people.chat_ids, [w.c])
}

const emoji = (s) => ({ _: 'reactionTypeEmoji', emoji: s })

async function saved (w) {
  const { alice, alice2, bob } = w
  const first = await w.bobSends(() => bob.tg.sendText(w.a, 'keep this'))
  const marks = [alice.mark(), alice2.mark()]
  const { messages: [sending] } = await alice.call('forwardMessages', { chat_id: w.a, from_chat_id: w.b, message_ids: [first.td.id] })
  const kept = await w.sent(alice, sending, marks[0])
  assert.equal(kept.forward_info.origin.sender_user_id, w.b)
  assert.deepEqual([kept.forward_info.source.chat_id, kept.forward_info.source.message_id], [w.b, first.td.id])
  const note = await w.send(alice, w.a, text('my note'))
  assert.equal(kept.topic_id.saved_messages_topic_id === note.topic_id.saved_messages_topic_id, false)
  const topic = kept.topic_id.saved_messages_topic_id
  for (const d of w.devices) await d.call('loadSavedMessagesTopics', { limit: 10 }).catch((e) => assert.equal(e.code, 404))
  const shows = (d, want) => eventually(d, `the parts ${want}`, async () => {
    const last = new Map()
    for (const u of d.updates) if (u._ === 'updateSavedMessagesTopic') last.set(u.topic.id, u.topic)
    const parts = [...last.values()].filter((t) => t.last_message).toSorted((a, b) => (BigInt(b.order) > BigInt(a.order) ? 1 : -1))
    assert.deepEqual(parts.map((t) => [t.type._.replace('savedMessagesTopicType', ''), t.last_message.content.text?.text, t.is_pinned]), want)
  })
  await shows(alice2, [['MyNotes', 'my note', false], ['SavedFromChat', 'keep this', false]])
  const history = await alice2.call('getSavedMessagesTopicHistory', { saved_messages_topic_id: topic, from_message_id: 0, offset: 0, limit: 10 })
  assert.deepEqual(texts(history), ['keep this'])
  await alice.call('toggleSavedMessagesTopicIsPinned', { saved_messages_topic_id: topic, is_pinned: true })
  for (const d of w.devices) await shows(d, [['SavedFromChat', 'keep this', true], ['MyNotes', 'my note', false]])
  await alice.call('setPinnedSavedMessagesTopics', { saved_messages_topic_ids: [] })
  for (const d of w.devices) await shows(d, [['MyNotes', 'my note', false], ['SavedFromChat', 'keep this', false]])

  // Tags. TDLib lets those with Premium alone make them: she does on mtcute.
  await refused(alice.call('addMessageReaction', { chat_id: w.a, message_id: note.id, reaction_type: emoji('🔥') }), "The reaction isn't available")
  const her = Object.assign(new Person('Alice', w.numbers[0]), { code: bob.code })
  w.others.push(her)
  await her.login()
  const tag = async (m) => her.tg.sendReaction({ chatId: 'me', message: m.id / 2 ** 20, emoji: '🔥' })
  await tag(note)
  await tag(kept)
  const label = (title) => her.tg.call({ _: 'messages.updateSavedReactionTag', reaction: { _: 'reactionEmoji', emoticon: '🔥' }, title })
  await label('hot')
  for (const d of w.devices) {
    await eventually(d, 'the tag', async () => {
      const { tags } = await d.call('getSavedMessagesTags', { saved_messages_topic_id: 0 })
      assert.deepEqual(tags.map((t) => [t.tag.emoji, t.label, t.count]), [['🔥', 'hot', 2]])
    })
  }
  const found = await alice2.call('searchSavedMessages', { saved_messages_topic_id: 0, tag: emoji('🔥'), query: '', from_message_id: 0, offset: 0, limit: 10 })
  assert.deepEqual(texts(found), ['my note', 'keep this'])
  assert.deepEqual((await alice2.call('getMessage', { chat_id: w.a, message_id: note.id })).interaction_info.reactions.are_tags, true)
  await refused(her.tg.call({ _: 'messages.updateSavedReactionTag', reaction: { _: 'reactionEmoji', emoticon: '👎' }, title: 'bad' }), 'REACTION_EMPTY')

  // A part goes as a whole.
  const mark = alice2.mark()
  await alice.call('deleteSavedMessagesTopicHistory', { saved_messages_topic_id: topic })
  await alice2.wait('the deletion', (u) => u._ === 'updateDeleteMessages' && u.chat_id === w.a && u.message_ids.includes(kept.id), mark)
  await eventually(alice2, 'one with the tag', async () => {
    const { tags } = await alice2.call('getSavedMessagesTags', { saved_messages_topic_id: 0 })
    assert.deepEqual(tags.map((t) => t.count), [1])
  })

  // His: the same as mtcute calls it.
  const [mt] = await bob.tg.forwardMessagesById({ fromChatId: w.a, messages: [first.mt.id], toChatId: 'me' })
  await bob.tg.sendText('me', 'his note')
  const parts = await bob.tg.call({ _: 'messages.getSavedDialogs', offsetDate: 0, offsetId: 0, offsetPeer: { _: 'inputPeerEmpty' }, limit: 10, hash: bob.lib.Long.ZERO })
  assert.equal(parts.dialogs.length, parts.messages.length)
  assert.equal(mt.chat.id, w.b)
  assert.equal((await bob.tg.searchMessages({ chatId: 'me', query: 'note' }))[0].text, 'his note')
}

export const features = { words, filters, 'by date': byDate, everywhere, 'Saved Messages': saved }
