// A TDLib client that logs in, loads its chats and does nothing more, while the
// runner (quiet_test.go) counts what the server is asked. Then it starts again
// with its database, and at last opens the chat with a stranger and their page.
import assert from 'node:assert/strict'
import { Device, deadline, lines, step } from './device.mjs'

const start = () => new Device('quiet', { phone: '9996611005', code: '11111', firstName: 'Quentin', lastName: 'Quiet' })
const answer = (what) => deadline(lines.next(), what, 120_000)

// watched has the runner count from here on.
async function watched () {
  console.log('WATCH')
  await answer('the count')
}

// still loads the chats, until TDLib says that there are no more, and waits.
async function still (d) {
  const chats = await d.chats()
  console.log('LOADED')
  await answer('the minute')
  return chats
}

let client = start()

async function fresh () {
  assert.equal(await client.login(), true, 'the account is new')
  await watched()
  assert.deepEqual(await still(client), [], 'no chats')
  const notify = await client.call('getScopeNotificationSettings', { scope: { _: 'notificationSettingsScopePrivateChats' } })
  assert.ok(notify.mute_for === 0 && notify.show_preview, 'messages are told of, with their texts')
  await client.close()
}

async function again () {
  console.log('ALONE')
  await answer('a stranger to write')
  await watched()
  client = start()
  assert.equal(await client.login(), false)
  await client.receive('knock') // it was away: TDLib first says what it knew
  const chats = await still(client)
  assert.equal(chats.length, 1, 'the stranger is there')
  return chats[0]
}

async function openChat (chat) {
  const id = chat.id
  await client.call('openChat', { chat_id: id })
  const bar = await client.wait('the bar', (u) => u._ === 'updateChatActionBar' && u.chat_id === id)
  assert.equal(bar.action_bar._, 'chatActionBarReportAddBlock')
  const { messages } = await client.call('getChatHistory', { chat_id: id, from_message_id: 0, offset: 0, limit: 50, only_local: false })
  assert.equal(messages.length, 1)
  await client.call('viewMessages', { chat_id: id, message_ids: [messages[0].id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await assert.rejects(client.call('getChatPinnedMessage', { chat_id: id }), { code: 404 })
  for (const filter of ['Pinned', 'PhotoAndVideo', 'Document', 'Audio', 'VoiceAndVideoNote', 'Url']) {
    const found = await client.call('searchChatMessages', { chat_id: id, query: '', from_message_id: 0, offset: 0, limit: 10, filter: { _: `searchMessagesFilter${filter}` } })
    assert.equal(found.total_count, 0, filter)
  }
  assert.deepEqual((await client.call('getChatScheduledMessages', { chat_id: id })).messages, [])
  assert.deepEqual((await client.call('getChatSponsoredMessages', { chat_id: id })).messages, [])
  await client.call('getMessageAvailableReactions', { chat_id: id, message_id: messages[0].id, row_size: 8 })
  await client.call('removeChatActionBar', { chat_id: id })
  assert.equal((await client.call('getChat', { chat_id: id })).action_bar, undefined)
}

async function openProfile (chat) {
  const user = chat.type.user_id
  await client.call('getUserFullInfo', { user_id: user })
  assert.deepEqual((await client.call('getUserProfilePhotos', { user_id: user, offset: 0, limit: 10 })).photos, [])
  assert.deepEqual((await client.call('getGroupsInCommon', { user_id: user, offset_chat_id: 0, limit: 10 })).chat_ids, [])
  assert.deepEqual((await client.call('getUserProfileAudios', { user_id: user, offset: 0, limit: 10 })).audios, [])
  assert.deepEqual((await client.call('getChatActiveStories', { chat_id: chat.id })).stories, [])
  assert.deepEqual((await client.call('getChatPostedToChatPageStories', { chat_id: chat.id, from_story_id: 0, limit: 10 })).stories, [])
}

try {
  await step('fresh', fresh)
  let chat
  await step('started again', async () => { chat = await again() })
  await step('open a chat', () => openChat(chat))
  await step('open a profile', () => openProfile(chat))
  console.log('OK quiet')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await client.close().catch(() => {})
process.exit()
