// Messages that go by themselves. The runner sets the server's clock ahead.
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const day = 86400
const tolerance = 5 // seconds

const period = (d, chat, want, mark) => d.wait(`the period ${want}`, (u) => u._ === 'updateChatMessageAutoDeleteTime' && u.chat_id === chat && u.message_auto_delete_time === want, mark)

async function timers (w) {
  const { alice, alice2, bob } = w
  const stays = await w.aliceSends(text('stays'))
  let marks = [alice.mark(), alice2.mark(), bob.mark()]
  await alice.call('setChatMessageAutoDeleteTime', { chat_id: w.b, message_auto_delete_time: day })
  await period(alice2, w.b, day, marks[1])
  await bob.raw('updatePeerHistoryTTL', (u) => u.ttlPeriod === day, marks[2])
  const told = await bob.wait('that it is set', 'new_message', (m) => m.action?.type === 'ttl_changed', marks[2])
  assert.equal(told.action.period, day)
  const service = await alice2.wait('that it is set', (u) => u._ === 'updateNewMessage' && u.message.content._ === 'messageChatSetMessageAutoDeleteTime', marks[1])
  assert.equal(service.message.content.message_auto_delete_time, day)
  assert.equal((await bob.tg.getPeerDialogs(w.a))[0].ttlPeriod, day)

  const hers = await w.aliceSends(text('goes'))
  const his = await w.bobSends(() => bob.tg.sendText(w.a, 'goes too'))
  for (const m of [hers.td2, his.td, his.td2]) assert.ok(m.auto_delete_in > day - 60 && m.auto_delete_in <= day, `it goes in ${m.auto_delete_in}`)
  assert.deepEqual([hers.mt.ttlPeriod, his.mt.ttlPeriod], [day, day])
  assert.equal(stays.td.auto_delete_in, 0)

  // Not before its time, and not much later.
  const margin = 20
  await w.later(`${day - margin - Math.ceil(Date.now() / 1000 - hers.td.date)}s`)
  assert.equal((await bob.message(w.a, hers.mt.id))?.text, 'goes')
  marks = [alice.mark(), alice2.mark(), bob.mark()]
  const at = Date.now() / 1000
  await w.later(`${margin}s`)
  await bob.wait('that both are gone', 'delete_message', (u) => u.messageIds.includes(his.mt.id), marks[2])
  assert.ok(Date.now() / 1000 - at < tolerance + 5, 'they went in time')
  for (const [i, d] of w.devices.entries()) {
    for (const id of [hers.td.id, his.td.id]) await d.wait('that it is gone', (u) => u._ === 'updateDeleteMessages' && u.is_permanent && u.message_ids.includes(id), marks[i])
    assert.equal((await w.message(stays.td.id, w.b, d)).content.text.text, 'stays')
  }
  assert.equal(await bob.message(w.a, hers.mt.id), null)

  marks = [alice.mark(), alice2.mark(), bob.mark()]
  await bob.tg.setChatTtl(w.a, 0)
  for (const [i, d] of w.devices.entries()) await period(d, w.b, 0, marks[i])
  assert.equal((await w.aliceSends(text('stays as well'))).td2.auto_delete_in, 0)
}

async function bad (w) {
  const { alice, bob } = w
  await refused(bob.tg.setChatTtl(w.a, 5), 'TTL_PERIOD_INVALID')
  await refused(bob.tg.setChatTtl('me', day), 'PEER_ID_INVALID')
  await refused(bob.tg.setGlobalTtl(1), 'TTL_PERIOD_INVALID')
  await assert.rejects(alice.call('setDefaultMessageAutoDeleteTime', { message_auto_delete_time: { _: 'messageAutoDeleteTime', time: 5 } }), { code: 400 })
}

// New chats begin with what their beginner wants.
async function byDefault (w) {
  const { alice, bob } = w
  await alice.call('setDefaultMessageAutoDeleteTime', { message_auto_delete_time: { _: 'messageAutoDeleteTime', time: 7 * day } })
  assert.equal((await w.alice2.call('getDefaultMessageAutoDeleteTime')).time, 7 * day)
  await bob.tg.setGlobalTtl(7 * day)
  assert.equal(await bob.tg.getGlobalTtl(), 7 * day)
  const mark = w.carol.mark()
  await bob.tg.sendText(w.c, 'a new chat')
  const got = await w.carol.wait('the message', 'new_message', (m) => m.text === 'a new chat', mark)
  assert.equal(got.ttlPeriod, 7 * day)
  await eventually(alice, 'the old chat is as it was', async () => assert.equal((await alice.call('getChat', { chat_id: w.b })).message_auto_delete_time, 0))
}

export const features = { 'messages that go by themselves': timers, 'periods that are refused': bad, 'periods of new chats': byDefault }
