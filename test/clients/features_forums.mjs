// Topics of forums, and comments to posts of channels.
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const supergroup = (chat) => -chat - 1_000_000_000_000
const topicOf = (m) => m.topic_id?.forum_topic_id

// TDLib does not count a comment of the second in which it heard of the post.
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100))

// group has Bob make a supergroup in which all three are.
async function group (w, title, more = {}) {
  const c = await w.bob.tg.createSupergroup({ title, ...more })
  assert.deepEqual(await w.bob.tg.addChatMembers(c.id, [w.a, w.c], {}), [])
  for (const d of w.devices) await eventually(d, 'she is in', async () => assert.ok(await d.call('getChat', { chat_id: c.id })))
  await w.carol.raw('updateChannel', (u) => u.channelId === supergroup(c.id))
  return c.id
}

async function topics (w) {
  const { alice, bob, carol } = w
  const chat = await group(w, 'Forum', { forum: true })
  for (const d of w.devices) {
    await eventually(d, 'a forum', async () => assert.equal((await d.call('getSupergroup', { supergroup_id: supergroup(chat) })).is_forum, true))
  }
  const made = await bob.tg.createForumTopic({ chatId: chat, title: 'Kites' })
  const list = async (d) => (await d.call('getForumTopics', { chat_id: chat, query: '', offset_date: 0, offset_message_id: 0, offset_forum_topic_id: 0, limit: 100 })).topics
  const kites = async (d) => (await list(d)).find((t) => t.info.forum_topic_id === made.id)
  for (const d of w.devices) {
    await eventually(d, 'the topic', async () => assert.deepEqual((await list(d)).map((t) => t.info.name).toSorted(), ['General', 'Kites']))
  }

  // Alice writes there, on one device; the others show it there.
  const marks = [w.alice2.mark(), bob.mark()]
  const hers = await w.send(alice, chat, text('up they go'), { topic_id: { _: 'messageTopicForum', forum_topic_id: made.id } })
  assert.equal(topicOf(hers), made.id)
  const { message: there } = await w.alice2.wait('it', (u) => u._ === 'updateNewMessage' && u.message.id === hers.id, marks[0])
  assert.equal(topicOf(there), made.id)
  const his = await bob.wait('it', 'new_message', (m) => m.text === 'up they go', marks[1])
  assert.equal(his.isTopicMessage, true)
  assert.equal(his.replyToMessage.threadId ?? his.replyToMessage.id, made.id)
  const mark = alice.mark()
  await bob.tg.sendText(chat, 'and down', { replyTo: made.id })
  const { message: down } = await alice.wait('it', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'and down', mark)
  assert.equal(topicOf(down), made.id)
  const history = await alice.call('getForumTopicHistory', { chat_id: chat, forum_topic_id: made.id, from_message_id: 0, offset: 0, limit: 10 })
  assert.deepEqual(history.messages.map((m) => m.content.text?.text ?? m.content._), ['and down', 'up they go', 'messageForumTopicCreated'])
  await eventually(w.alice2, 'one unread', async () => assert.equal((await kites(w.alice2)).unread_count, 1))
  const found = await bob.tg.getForumTopics(chat)
  assert.deepEqual(found.map((t) => t.title).toSorted(), ['General', 'Kites'])

  // Renamed, closed, pinned, gone.
  await bob.tg.editForumTopic({ chatId: chat, topicId: made.id, title: 'Dragons' })
  for (const d of w.devices) await eventually(d, 'the name', async () => assert.equal((await kites(d)).info.name, 'Dragons'))
  await bob.tg.toggleForumTopicClosed({ chatId: chat, topicId: made.id, closed: true })
  for (const d of w.devices) await eventually(d, 'it is closed', async () => assert.equal((await kites(d)).info.is_closed, true))
  await refused(carol.tg.sendText(chat, 'too late', { replyTo: made.id }), 'TOPIC_CLOSED')
  await bob.tg.toggleForumTopicPinned({ chatId: chat, topicId: made.id, pinned: true })
  for (const d of w.devices) await eventually(d, 'it is pinned', async () => assert.equal((await kites(d)).is_pinned, true))
  await refused(carol.tg.editForumTopic({ chatId: chat, topicId: made.id, title: 'Mine' }), 'CHAT_ADMIN_REQUIRED')
  await bob.tg.deleteForumTopicHistory(chat, made.id)
  await eventually(alice, 'it is gone', async () => assert.deepEqual((await list(alice)).map((t) => t.info.name), ['General']))
}

async function comments (w) {
  const { alice, bob, carol } = w
  const news = await bob.tg.createChannel({ title: 'News' })
  const talk = await group(w, 'Talk')
  await bob.tg.addChatMembers(news.id, [w.a, w.c], {})
  await bob.tg.call({ _: 'channels.setDiscussionGroup', broadcast: await bob.tg.resolveChannel(news.id), group: await bob.tg.resolveChannel(talk) })
  for (const d of w.devices) {
    await eventually(d, 'they are linked', async () => {
      const full = await d.call('getSupergroupFullInfo', { supergroup_id: supergroup(news.id) })
      assert.equal(full.linked_chat_id, talk)
    })
  }
  const marks = w.devices.map((d) => d.mark())
  const post = await bob.tg.sendText(news.id, 'what do you think')
  const [td] = await Promise.all(w.devices.map(async (d, i) => (await d.wait('the post', (u) => u._ === 'updateNewMessage' && u.message.chat_id === news.id && u.message.content.text?.text === 'what do you think', marks[i])).message))
  const { message: copy } = await alice.wait('its copy', (u) => u._ === 'updateNewMessage' && u.message.chat_id === talk && u.message.content.text?.text === 'what do you think', marks[0])
  assert.equal(copy.sender_id.chat_id, news.id)
  const thread = await alice.call('getMessageThread', { chat_id: news.id, message_id: td.id })
  assert.deepEqual([thread.chat_id, thread.message_thread_id], [talk, copy.id])
  const { id } = await carol.tg.getDiscussionMessage({ chatId: news.id, message: post.id })
  assert.equal(id, copy.id >> 20)
  await nextSecond()
  await carol.tg.sendText(talk, 'I like it', { replyTo: id })
  for (const d of w.devices) {
    await eventually(d, 'one comment', async () => {
      const m = await w.message(td.id, news.id, d)
      assert.equal(m.interaction_info?.reply_info?.reply_count, 1)
    })
  }
  await w.send(alice, talk, text('so do I'), { reply_to: { _: 'inputMessageReplyToMessage', message_id: copy.id } })
  await eventually(alice, 'two comments', async () => {
    const all = await alice.call('getMessageThreadHistory', { chat_id: news.id, message_id: td.id, from_message_id: 0, offset: 0, limit: 10 })
    assert.deepEqual(all.messages.map((m) => m.content.text.text), ['so do I', 'I like it'])
  })
  const [seen] = await bob.tg.getMessages(news.id, post.id)
  assert.deepEqual([seen.replies.count, seen.replies.hasComments], [2, true])
}

export const features = { topics, comments }
