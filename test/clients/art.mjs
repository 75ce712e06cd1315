// What the server draws itself, as TDLib sees it: reactions with their
// animations, dice with the picture of each value, emoji that move. Everything is
// downloaded, so it is what the server has, whole.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { Device, step } from './device.mjs'

const alice = new Device('alice', { phone: '9996611011', code: '11111', firstName: 'Alice', lastName: 'Ames' })
const bob = new Device('bob', { phone: '9996622012', code: '22222', firstName: 'Bob', lastName: 'Burr', pfs: true })
let toBob, toAlice, greeting

// fetched downloads the file of a sticker, and returns it.
async function fetched (device, sticker, format) {
  assert.equal(sticker.format._, format)
  const file = await device.call('downloadFile', { file_id: sticker.sticker.id, priority: 1, offset: 0, limit: 0, synchronous: true })
  assert.ok(file.local.is_downloading_completed, 'the file is there')
  const content = await readFile(file.local.path)
  assert.equal(content.length, sticker.sticker.size)
  if (format === 'stickerFormatTgs') {
    const { tgs, w, h } = JSON.parse(gunzipSync(content))
    assert.deepEqual({ tgs, w, h }, { tgs: 1, w: 512, h: 512 })
  } else {
    assert.equal(content.subarray(8, 12).toString(), 'WEBP')
  }
  return content
}

async function meet () {
  await alice.login()
  await bob.login()
  toBob = (await alice.importContact(bob)).id
  toAlice = (await bob.importContact(alice)).id
  greeting = await alice.send(toBob, 'look')
}

// active is the emoji that TDLib offers: those of which it has every picture.
async function reactions () {
  const active = (await alice.wait('the reactions', (u) => u._ === 'updateActiveEmojiReactions' && u.emojis.length > 0)).emojis
  assert.equal(active.length, 73)
  for (const emoji of active) {
    const r = await alice.call('getEmojiReaction', { emoji })
    assert.ok(r.title && r.is_active, emoji)
    await fetched(alice, r.static_icon, 'stickerFormatWebp')
    for (const part of ['appear_animation', 'select_animation', 'activate_animation', 'effect_animation', 'around_animation', 'center_animation']) {
      await fetched(alice, r[part], 'stickerFormatTgs')
    }
  }
  const can = await alice.call('getMessageAvailableReactions', { chat_id: toBob, message_id: greeting.id, row_size: 8 })
  assert.ok(can.top_reactions.length > 0, 'there is something to choose from')
  const offered = new Set([...can.top_reactions, ...can.recent_reactions, ...can.popular_reactions].map((r) => r.type.emoji))
  assert.equal(offered.size, active.length)
}

async function react () {
  const mark = alice.mark()
  const { id } = await bob.receive('look')
  await bob.call('addMessageReaction', { chat_id: toAlice, message_id: id, reaction_type: { _: 'reactionTypeEmoji', emoji: '🔥' }, is_big: true, update_recent_reactions: true })
  await alice.wait('the reaction', (u) => u._ === 'updateMessageInteractionInfo' && u.interaction_info?.reactions?.reactions.some((r) => r.type.emoji === '🔥'), mark)
}

// throwDice returns the message once its value is known.
async function throwDice (emoji) {
  const mark = alice.mark()
  const sending = await alice.call('sendMessage', { chat_id: toBob, input_message_content: { _: 'inputMessageDice', emoji, clear_draft: false } })
  const { message } = await alice.wait(`${emoji} to be thrown`, (u) => u._ === 'updateMessageSendSucceeded' && u.old_message_id === sending.id, mark)
  return message
}

async function dice () {
  for (const [emoji, values] of [['🎲', 6], ['🎯', 6], ['🏀', 5], ['⚽', 5], ['🎳', 6], ['🎰', 64]]) {
    const sent = await throwDice(emoji)
    assert.ok(sent.content.value >= 1 && sent.content.value <= values)
    let content = sent.content
    if (!content.final_state) { // the set was under way
      const u = await alice.wait(`the pictures of ${emoji}`, (u) => u._ === 'updateMessageContent' && u.message_id === sent.id && u.new_content.final_state)
      content = u.new_content
    }
    const parts = (s) => s._ === 'diceStickersRegular' ? [s.sticker] : [s.background, s.lever, s.left_reel, s.center_reel, s.right_reel]
    assert.equal(parts(content.final_state).length, emoji === '🎰' ? 5 : 1)
    for (const s of [...parts(content.initial_state), ...parts(content.final_state)]) await fetched(alice, s, 'stickerFormatTgs')
  }
}

async function alone () {
  const sent = await alice.send(toBob, '🎉') // TDLib makes it an animated emoji once it has the set
  assert.equal(sent.content._, 'messageAnimatedEmoji')
  await fetched(alice, sent.content.animated_emoji.sticker, 'stickerFormatTgs')
  const found = await alice.call('getAnimatedEmoji', { emoji: '❤️' })
  await fetched(alice, found.sticker, 'stickerFormatTgs')
}

try {
  await step('two people meet', meet)
  await step('reactions and all their pictures', reactions)
  await step('a reaction is seen', react)
  await step('dice and their pictures', dice)
  await step('emoji alone', alone)
  console.log('OK art')
} catch (e) {
  console.log('FAIL', e)
  process.exitCode = 1
}
await Promise.allSettled([alice.close(), bob.close()])
process.exit()
