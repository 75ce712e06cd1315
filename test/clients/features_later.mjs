// What is written now and goes later: scheduled messages and drafts.
import assert from 'node:assert/strict'
import { eventually, plain, refused, text } from './features_people.mjs'

const now = () => Math.floor(Date.now() / 1000)
const after = (seconds) => new Date(Date.now() + seconds * 1000) // as mtcute wants it
const at = (date) => ({ options: { _: 'messageSendOptions', scheduling_state: { _: 'messageSchedulingStateSendAtDate', send_date: date, repeat_period: 0 } } })
const online = { options: { _: 'messageSendOptions', scheduling_state: { _: 'messageSchedulingStateSendWhenOnline' } } }

const queue = async (d, chat) => (await d.call('getChatScheduledMessages', { chat_id: chat })).messages.map((m) => m.content.text.text)
const queued = (d, chat, want) => eventually(d, `the queue ${want}`, async () => assert.deepEqual(await queue(d, chat), want))

async function scheduled (w) {
  const { alice, alice2, bob } = w
  const marks = [alice.mark(), alice2.mark(), bob.mark()]
  const soon = now() + 12
  const first = await w.send(alice, w.b, text('at its time'), at(soon))
  assert.equal(first.scheduling_state.send_date, soon)
  assert.equal((await alice2.wait('that there are some', (u) => u._ === 'updateChatHasScheduledMessages' && u.chat_id === w.b, marks[1])).has_scheduled_messages, true)
  const later = await w.send(alice, w.b, text('in an hour'), at(soon + 3600))
  const two = await w.send(alice, w.b, text('in two'), at(soon + 7200))
  const three = await w.send(alice, w.b, text('in three'), at(soon + 10800))
  for (const d of w.devices) await queued(d, w.b, ['in three', 'in two', 'in an hour', 'at its time'])
  assert.deepEqual([...await bob.tg.getAllScheduledMessages(w.a)], [], 'he sees nothing of it')

  // Edited, put off, taken back, sent now.
  await alice.call('editMessageText', { chat_id: w.b, message_id: two.id, input_message_content: text('in two, better') })
  await alice.call('editMessageSchedulingState', { chat_id: w.b, message_id: later.id, scheduling_state: at(soon + 9000).options.scheduling_state })
  await alice.call('deleteMessages', { chat_id: w.b, message_ids: [three.id], revoke: false })
  for (const d of w.devices) await queued(d, w.b, ['in an hour', 'in two, better', 'at its time'])
  const [, better] = (await alice.call('getChatScheduledMessages', { chat_id: w.b })).messages
  await alice.call('editMessageSchedulingState', { chat_id: w.b, message_id: better.id })
  const got = await bob.wait('what is sent now', 'new_message', (m) => m.text === 'in two, better', marks[2])
  assert.ok(Math.abs(got.date / 1000 - now()) < 10, 'it has the time of sending')
  await alice2.wait('what is sent now', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'in two, better', marks[1])

  // At its time.
  const sent = await bob.wait('what is sent at its time', 'new_message', (m) => m.text === 'at its time', marks[2])
  assert.ok(sent.date / 1000 >= soon && sent.date / 1000 < soon + 5, `it was sent at ${sent.date / 1000} instead of ${soon}`)
  for (const d of w.devices) await queued(d, w.b, ['in an hour'])
  for (const d of w.devices) {
    const u = await d.wait('what is sent at its time', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'at its time' && !u.message.scheduling_state, marks[w.devices.indexOf(d)])
    assert.equal(u.message.is_outgoing, true)
  }
}

async function badDates (w) {
  const { alice, bob } = w
  await refused(bob.tg.sendText(w.a, 'past', { schedule: after(-3600) }), 'SCHEDULE_DATE_INVALID')
  await refused(bob.tg.sendText(w.a, 'too late', { schedule: after(9000 * 3600) }), 'SCHEDULE_DATE_TOO_LATE')
  await assert.rejects(w.send(alice, w.b, text('past'), at(-5)), { code: 400 })
  await assert.rejects(w.send(alice, w.a, text('self'), online), { code: 400 })
  await refused(bob.tg.sendScheduled(w.a, [99]), 'MESSAGE_ID_INVALID')
}

async function his (w) {
  const { bob } = w
  const m = await bob.tg.sendText(w.a, 'his later', { schedule: after(3600) })
  assert.equal(m.isScheduled, true)
  const all = async () => (await bob.tg.getAllScheduledMessages(w.a)).map((m) => m.text)
  assert.deepEqual(await all(), ['his later'])
  const other = await bob.tg.sendText(w.a, 'not this', { schedule: after(7200) })
  await bob.tg.deleteScheduledMessages(w.a, [other.id])
  await bob.tg.call({ // mtcute's editMessage leaves the date out
    _: 'messages.editMessage', peer: await bob.tg.resolvePeer(w.a), id: m.id, message: 'his later, better', scheduleDate: now() + 5000,
  })
  assert.deepEqual(await all(), ['his later, better'])
  const { td } = await w.bobSends(async () => (await bob.tg.sendScheduled(w.a, [m.id]))[0])
  assert.equal(td.content.text.text, 'his later, better')
  assert.deepEqual(await all(), [])
}

async function whenOnline (w) {
  const { alice, alice2, bob } = w
  await bob.tg.setOnline(true)
  const marks = [alice.mark(), bob.mark(), alice2.mark()]
  await bob.tg.setOnline(false)
  await alice.wait('he is gone', (u) => u._ === 'updateUserStatus' && u.user_id === w.b && u.status._ === 'userStatusOffline', marks[0])
  const m = await w.send(alice, w.b, text('welcome back'), online)
  assert.equal(m.scheduling_state._, 'messageSchedulingStateSendWhenOnline')
  await eventually(alice2, 'it in the queue', async () => assert.ok((await queue(alice2, w.b)).includes('welcome back')))
  await bob.tg.setOnline(true)
  await bob.wait('it', 'new_message', (m) => m.text === 'welcome back', marks[1])
  await alice2.wait('it', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'welcome back' && !u.message.scheduling_state, marks[2])
  await bob.tg.setOnline(false)
}

async function reminders (w) {
  const { alice, alice2 } = w
  const mark = alice2.mark()
  const m = await w.send(alice, w.a, text('buy milk'), at(now() + 12))
  await queued(alice2, w.a, ['buy milk'])
  assert.equal(m.scheduling_state._, 'messageSchedulingStateSendAtDate')
  const u = await alice2.wait('the reminder', (u) => u._ === 'updateNewMessage' && u.message.content.text?.text === 'buy milk' && !u.message.scheduling_state, mark)
  assert.equal(u.message.chat_id, w.a)
}

const draft = (s, more = {}) => ({ _: 'draftMessage', date: 0, content: { _: 'draftMessageContentText', text: plain(s) }, ...more })
const drafted = (d, chat, want, mark) => d.wait(`the draft ${want}`, (u) => u._ === 'updateChatDraftMessage' && u.chat_id === chat && u.draft_message?.content.text.text === want, mark)

async function drafts (w) {
  const { alice, alice2, bob } = w
  const first = await w.bobSends(() => bob.tg.sendText(w.a, 'what say you'))
  let mark = alice2.mark()
  await alice.call('setChatDraftMessage', { chat_id: w.b, draft_message: draft('half a thou') })
  let u = await drafted(alice2, w.b, 'half a thou', mark)
  assert.equal(u.draft_message.reply_to, undefined)

  // With a reply; the newer one wins; on the other device as well.
  mark = alice.mark()
  const reply_to = { _: 'inputMessageReplyToMessage', message_id: first.td.id }
  await alice2.call('setChatDraftMessage', { chat_id: w.b, draft_message: draft('half an answer', { reply_to }) })
  u = await drafted(alice, w.b, 'half an answer', mark)
  assert.equal(u.draft_message.reply_to.message_id, first.td.id)

  // It goes when the message does.
  mark = alice2.mark()
  const { mt } = await w.aliceSends(text('a whole answer', [], { clear_draft: true }), { reply_to })
  assert.equal(mt.replyToMessage.id, first.mt.id)
  await drafted(alice2, w.b, undefined, mark)
  for (const d of w.devices) assert.equal((await d.call('getChat', { chat_id: w.b })).draft_message, undefined)

  // His.
  const dialog = async () => (await bob.tg.getPeerDialogs(w.a))[0].draftMessage
  await bob.tg.saveDraft(w.a, { message: 'he writes', entities: [{ _: 'messageEntityBold', offset: 0, length: 2 }] })
  const d = await dialog()
  assert.deepEqual([d.text, d.entities[0].kind], ['he writes', 'bold'])
  await bob.tg.sendText(w.a, 'he wrote', { clearDraft: true })
  assert.equal(await dialog(), null)
  await bob.tg.saveDraft(w.a, { message: 'again' })
  await bob.tg.saveDraft(w.a, null)
  assert.equal(await dialog(), null)
  await refused(bob.tg.saveDraft(w.a, { message: 'x'.repeat(5000) }), 'MESSAGE_TOO_LONG')
  await alice.call('setChatDraftMessage', { chat_id: w.c, draft_message: draft('stays') }) // until after the restart
  await drafted(alice2, w.c, 'stays', 0)
}

export const features = {
  'scheduled messages': scheduled, 'times that are refused': badDates, "the other one's": his, 'when somebody comes online': whenOnline, reminders, drafts,
}
