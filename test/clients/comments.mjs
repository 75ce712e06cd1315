// The comments of a channel as TDLib sees them: a group discusses what is posted,
// people comment who are in the group and who are not. The runner (clients_test.go)
// starts the server and this.
import assert from 'node:assert/strict'
import { Device, content, step, textOf } from './device.mjs'

const alice = new Device('alice', { phone: '9996611051', code: '11111', firstName: 'Alice', lastName: 'Ames' })
const bob = new Device('bob', { phone: '9996622052', code: '22222', firstName: 'Bob', lastName: 'Burr' })
const carol = new Device('carol', { phone: '9996611053', code: '11111', firstName: 'Carol', lastName: 'Cole' })
let news, talk, post, copy

async function make (title, isChannel, people) {
  const chat = await alice.call('createNewSupergroupChat', { title, is_forum: false, is_channel: isChannel, description: '', message_auto_delete_time: 0, for_import: false })
  await alice.call('addChatMembers', { chat_id: chat.id, user_ids: people.map((d) => d.me.id) })
  for (const d of people) await d.wait(title, (u) => u._ === 'updateNewChat' && u.chat.id === chat.id)
  return chat
}

async function meet () {
  await Promise.all([alice.login(), bob.login(), carol.login()])
  for (const other of [bob, carol]) await alice.importContact(other)
  news = await make('News', true, [bob, carol])
  talk = await make('Talk', false, [bob])
  await alice.call('setSupergroupUsername', { supergroup_id: news.type.supergroup_id, username: 'the_daily_news' })
}

async function link () {
  const found = await alice.call('getSuitableDiscussionChats')
  assert.deepEqual(found.chat_ids, [talk.id])
  await alice.call('setChatDiscussionGroup', { chat_id: news.id, discussion_chat_id: talk.id })
  await bob.wait('the link', (u) => u._ === 'updateSupergroup' && u.supergroup.id === news.type.supergroup_id && u.supergroup.has_linked_chat)
  const full = await alice.call('getSupergroupFullInfo', { supergroup_id: news.type.supergroup_id })
  assert.equal(full.linked_chat_id, talk.id)
}

const postOf = async (d) => (await d.history(news.id)).find((m) => textOf(m.content) === 'discuss this')

async function comment () {
  await alice.send(news.id, 'discuss this')
  for (const d of [bob, carol]) await d.wait('the post', (u) => u._ === 'updateNewMessage' && u.message.chat_id === news.id && textOf(u.message.content) === 'discuss this')
  copy = (await bob.wait('the copy', (u) => u._ === 'updateNewMessage' && u.message.chat_id === talk.id && textOf(u.message.content) === 'discuss this')).message
  assert.equal(copy.sender_id.chat_id, news.id)
  assert.ok(copy.is_pinned)
  post = await postOf(carol)
  assert.equal(post.interaction_info?.reply_info?.reply_count, 0, 'comments can be made')
  const properties = await carol.call('getMessageProperties', { chat_id: news.id, message_id: post.id })
  assert.ok(properties.can_get_message_thread)
  const thread = await carol.call('getMessageThread', { chat_id: news.id, message_id: post.id })
  assert.equal(thread.chat_id, talk.id)
  assert.equal(thread.messages.at(-1).id, copy.id)
  const sent = await carol.send(talk.id, 'a comment', { reply_to: { _: 'inputMessageReplyToMessage', message_id: copy.id } })
  const got = await bob.receive('a comment')
  assert.equal(got.sender_id.user_id, carol.me.id)
  await bob.send(talk.id, 'an answer', { reply_to: { _: 'inputMessageReplyToMessage', message_id: got.id } })
  await alice.receive('an answer')
  await carol.call('openChat', { chat_id: talk.id }) // who is not in a group asks for its news
  await carol.receive('an answer')
  await carol.call('closeChat', { chat_id: talk.id })
  const history = await alice.call('getMessageThreadHistory', { chat_id: news.id, message_id: (await postOf(alice)).id, from_message_id: 0, offset: 0, limit: 20 })
  assert.deepEqual(history.messages.map((m) => textOf(m.content)).slice(0, 2), ['an answer', 'a comment'])
  assert.equal(history.messages[1].id, sent.id)
}

async function count () {
  const thread = await alice.call('getMessageThread', { chat_id: news.id, message_id: post.id })
  assert.equal(thread.reply_info.reply_count, 2)
  assert.equal(thread.unread_message_count, 2)
  await alice.call('openChat', { chat_id: talk.id })
  const page = await alice.call('getMessageThreadHistory', { chat_id: news.id, message_id: post.id, from_message_id: 0, offset: 0, limit: 20 })
  await alice.call('viewMessages', { chat_id: talk.id, message_ids: page.messages.map((m) => m.id), source: { _: 'messageSourceMessageThreadHistory' }, force_read: true })
  await alice.call('closeChat', { chat_id: talk.id })
  const mark = carol.mark()
  await alice.call('editMessageText', { chat_id: news.id, message_id: post.id, input_message_content: content('discuss this, please') })
  await bob.wait('the copy corrected', (u) => u._ === 'updateMessageContent' && u.chat_id === talk.id && u.message_id === copy.id)
  await carol.wait('the post corrected', (u) => u._ === 'updateMessageContent' && u.chat_id === news.id, mark)
}

async function officially () {
  const senders = await alice.call('getChatAvailableMessageSenders', { chat_id: talk.id })
  assert.deepEqual(senders.senders.map((s) => s.sender.chat_id ?? s.sender.user_id), [alice.me.id, news.id])
  await alice.call('setChatMessageSender', { chat_id: talk.id, message_sender_id: { _: 'messageSenderChat', chat_id: news.id } })
  await alice.send(talk.id, 'officially', { reply_to: { _: 'inputMessageReplyToMessage', message_id: copy.id } })
  const got = await bob.receive('officially')
  assert.equal(got.sender_id.chat_id, news.id)
}

async function unlink () {
  await alice.call('setChatDiscussionGroup', { chat_id: news.id, discussion_chat_id: 0 })
  await assert.rejects(carol.call('getMessageThread', { chat_id: news.id, message_id: post.id }))
}

try {
  await step('meet', meet)
  await step('link', link)
  await step('comment', comment)
  await step('count and read', count)
  await step('in the name of the channel', officially)
  await step('unlink', unlink)
  console.log('OK comments')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await Promise.all([alice.close(), bob.close(), carol.close()])
process.exit()
