// Messages that carry something to do: polls, lists, dice, cards, places.
import assert from 'node:assert/strict'
import { eventually, plain, refused, text } from './features_people.mjs'

const option = (s) => ({ _: 'inputPollOption', text: plain(s) })
const poll = (question, options, more = {}) => ({
  _: 'inputMessagePoll', question: plain(question), options: options.map(option), is_anonymous: false, allows_revoting: true,
  type: { _: 'inputPollTypeRegular' }, ...more,
})

// How both libraries' polls are compared: "soup 1 mine" each.
const ofTDLib = ({ options }) => options.map((o) => `${o.text.text} ${o.voter_count}${o.is_chosen ? ' mine' : ''}`)
const ofMtcute = ({ answers }) => answers.map((a) => `${a.text} ${a.voters}${a.chosen ? ' mine' : ''}`)

const shows = (device, w, id, want, more = {}) => eventually(device, `the poll ${want}`, async () => {
  const { poll } = (await w.message(id, w.b, device)).content
  assert.deepEqual(ofTDLib(poll), want)
  for (const [k, v] of Object.entries(more)) assert.deepEqual(poll[k], v, k)
})

async function polls (w) {
  const { alice, bob } = w
  const { mt, td, td2 } = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'poll', question: 'Lunch?', answers: ['soup', 'fish'], public: true }))
  assert.deepEqual(mt.media.answers.map((a) => a.text), ['soup', 'fish'])
  assert.ok(mt.media.isPublic && mt.media.isCreator && !mt.media.isQuiz && !mt.media.isMultiple && !mt.media.isClosed)
  assert.equal(td2.content.poll.question.text, 'Lunch?')
  assert.equal(td2.content.poll.type._, 'pollTypeRegular')
  assert.equal(td2.content.poll.is_anonymous, false)
  const at = { chat_id: w.b, message_id: td.id }

  let marks = [alice.mark(), bob.mark()]
  const voted = await bob.tg.sendVote({ chatId: w.a, message: mt.id, options: 0 })
  assert.deepEqual(ofMtcute(voted), ['soup 1 mine', 'fish 0'])
  await alice.wait('the vote', (u) => u._ === 'updateMessageContent' && u.message_id === td.id && u.new_content.poll.total_voter_count === 1, marks[0])
  // Who has not voted does not see how others have.
  for (const d of w.devices) await shows(d, w, td.id, ['soup 0', 'fish 0'], { total_voter_count: 1 })
  await assert.rejects(alice.call('getPollVoters', { ...at, option_id: 0, offset: 0, limit: 10 }))
  await alice.call('setPollAnswer', { ...at, option_ids: [1] })
  for (const d of w.devices) await shows(d, w, td.id, ['soup 1', 'fish 1 mine'], { total_voter_count: 2, is_closed: false })
  await bob.wait('her vote', 'poll', (u) => u.poll.voters === 2, marks[1])
  const voters = await alice.call('getPollVoters', { ...at, option_id: 0, offset: 0, limit: 10 })
  assert.deepEqual([voters.total_count, voters.voters.map((v) => v.voter_id.user_id)], [1, [w.b]])
  const all = await bob.tg.call({ _: 'messages.getPollVotes', peer: await bob.tg.resolvePeer(w.a), id: mt.id, limit: 10 })
  assert.deepEqual(all.votes.map((v) => v.peer.userId).toSorted(), [w.a, w.b].toSorted())

  // Changed, taken back.
  await alice.call('setPollAnswer', { ...at, option_ids: [0] })
  for (const d of w.devices) await shows(d, w, td.id, ['soup 2 mine', 'fish 0'])
  await bob.tg.sendVote({ chatId: w.a, message: mt.id, options: null })
  for (const d of w.devices) await shows(d, w, td.id, ['soup 1 mine', 'fish 0'], { total_voter_count: 1 })
  await refused(bob.tg.sendVote({ chatId: w.a, message: mt.id, options: [0, 1] }), 'OPTIONS_TOO_MUCH')
  await refused(bob.tg.sendVote({ chatId: w.a, message: mt.id, options: new Uint8Array([9]) }), 'OPTION_INVALID')

  // Only who made it closes it.
  await refused(alice.call('stopPoll', at), "can't be")
  marks = [alice.mark(), bob.mark()]
  assert.equal((await bob.tg.closePoll({ chatId: w.a, message: mt.id })).isClosed, true)
  for (const d of w.devices) await shows(d, w, td.id, ['soup 1 mine', 'fish 0'], { is_closed: true })
  await refused(bob.tg.sendVote({ chatId: w.a, message: mt.id, options: 0 }), 'MESSAGE_POLL_CLOSED')
  await refused(alice.call('setPollAnswer', { ...at, option_ids: [1] }), "Can't answer closed poll")
  await refused(bob.tg.sendMedia(w.a, { type: 'poll', question: '', answers: ['a', 'b'] }), 'POLL_QUESTION_INVALID')
  await refused(bob.tg.sendMedia(w.a, { type: 'poll', question: 'One?', answers: ['a'] }), 'POLL_ANSWERS_INVALID')
}

// To people TDLib writes no polls; it passes on those of Saved Messages.
async function ownPolls (w) {
  const { alice, alice2, bob } = w
  await refused(w.send(alice, w.b, poll('Tea?', ['yes', 'no'])), "Polls can't be sent to the private chat")
  let mark = alice2.mark()
  const own = await w.send(alice, w.a, poll('Tea?', ['yes', 'no']))
  await alice2.wait('the poll', (u) => u._ === 'updateNewMessage' && u.message.id === own.id && u.message.content.poll.question.text === 'Tea?', mark)
  mark = alice.mark()
  const bobs = bob.mark()
  const { messages: [sending] } = await alice.call('forwardMessages', { chat_id: w.b, from_chat_id: w.a, message_ids: [own.id] })
  const td = await w.sent(alice, sending, mark)
  const mt = await bob.wait('the poll', 'new_message', (m) => m.media?.type === 'poll', bobs)
  assert.equal(mt.media.question, 'Tea?')
  assert.equal(mt.forward, null, 'as if she had written it here')
  const at = { chat_id: w.a, message_id: own.id }
  // It is one poll wherever it is shown.
  await alice.call('setPollAnswer', { ...at, option_ids: [0] })
  await bob.wait('her vote', 'poll', (u) => u.poll.voters === 1, bobs)
  const voted = await bob.tg.sendVote({ chatId: w.a, message: mt.id, options: 1 })
  assert.deepEqual(ofMtcute(voted), ['yes 1', 'no 1 mine'])
  for (const d of w.devices) await shows(d, w, td.id, ['yes 1 mine', 'no 1'], { total_voter_count: 2 })
  await alice.call('stopPoll', at)
  await bob.wait('the end', 'poll', (u) => u.poll.isClosed, bobs)
  for (const d of w.devices) await shows(d, w, td.id, ['yes 1 mine', 'no 1'], { is_closed: true })
}

async function hisPoll (w) {
  const { alice, bob } = w
  const { mt, td } = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'poll', question: 'Colours?', answers: ['red', 'green', 'blue'], multiple: true, closePeriod: 600 }))
  const { poll } = td.content
  assert.ok(poll.allows_multiple_answers && poll.is_anonymous && !poll.is_closed)
  assert.equal(poll.open_period, 600)
  assert.equal(poll.close_date, td.date + 600)
  const mark = bob.mark()
  await alice.call('setPollAnswer', { chat_id: w.b, message_id: td.id, option_ids: [0, 2] })
  for (const d of w.devices) await shows(d, w, td.id, ['red 1 mine', 'green 0', 'blue 1 mine'], { total_voter_count: 1 })
  await bob.wait('her vote', 'poll', (u) => u.poll.voters === 1, mark)
  await assert.rejects(alice.call('getPollVoters', { chat_id: w.b, message_id: td.id, option_id: 0, offset: 0, limit: 10 }))
  const closed = await bob.tg.closePoll({ chatId: w.a, message: mt.id })
  assert.equal(closed.isClosed, true)
  assert.deepEqual(ofMtcute(closed), ['red 1', 'green 0', 'blue 1'])
  for (const d of w.devices) await shows(d, w, td.id, ['red 1 mine', 'green 0', 'blue 1 mine'], { is_closed: true })
}

async function quizzes (w) {
  const { alice, bob } = w
  const back = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'quiz', question: '3+3?', answers: ['6', '7'], correct: 0, solution: { text: 'six', entities: [] } }))
  assert.ok(back.mt.media.isQuiz)
  const { type } = back.td.content.poll
  assert.deepEqual([type._, type.correct_option_ids, type.explanation.text], ['pollTypeQuiz', [], ''], 'nobody knows before')
  await alice.call('setPollAnswer', { chat_id: w.b, message_id: back.td.id, option_ids: [0] })
  for (const d of w.devices) {
    await eventually(d, 'what is right', async () => {
      const { type, options } = (await w.message(back.td.id, w.b, d)).content.poll
      assert.deepEqual([type._, type.correct_option_ids, type.explanation.text], ['pollTypeQuiz', [0], 'six'])
      assert.equal(options[0].is_chosen, true)
    })
  }
  await assert.rejects(alice.call('setPollAnswer', { chat_id: w.b, message_id: back.td.id, option_ids: [1] }), { code: 400 })

  // The other way, by Saved Messages.
  const own = await w.send(alice, w.a, poll('2+2?', ['3', '4', '5'], { allows_revoting: false, type: { _: 'inputPollTypeQuiz', correct_option_ids: [1], explanation: plain('count again') } }))
  const marks = [alice.mark(), bob.mark()]
  const { messages: [sending] } = await alice.call('forwardMessages', { chat_id: w.b, from_chat_id: w.a, message_ids: [own.id] })
  await w.sent(alice, sending, marks[0])
  const mt = await bob.wait('the quiz', 'new_message', (m) => m.media?.type === 'poll', marks[1])
  assert.ok(mt.media.isQuiz && mt.media.answers.every((a) => !a.correct) && !mt.media.solution, 'nobody knows before')
  const voted = await bob.tg.sendVote({ chatId: w.a, message: mt.id, options: 0 })
  assert.deepEqual(voted.answers.map((a) => [a.chosen, a.correct]), [[true, false], [false, true], [false, false]])
  assert.equal(voted.solution, 'count again')
  await refused(bob.tg.sendVote({ chatId: w.a, message: mt.id, options: 1 }), 'REVOTE_NOT_ALLOWED')
  await eventually(alice, 'his answer', async () => assert.equal((await w.message(own.id, w.a)).content.poll.total_voter_count, 1))
}

// A poll that ends by itself tells so.
async function ends (w) {
  const { alice, bob } = w
  const mark = bob.mark()
  const { td, mt } = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'poll', question: 'Soon?', answers: ['yes', 'no'], closePeriod: 5 }))
  await alice.call('setPollAnswer', { chat_id: w.b, message_id: td.id, option_ids: [1] })
  await bob.wait('the end', 'poll', (u) => u.pollId.eq(mt.media.id) && u.poll.isClosed, mark)
  for (const d of w.devices) await shows(d, w, td.id, ['yes 0', 'no 1 mine'], { is_closed: true })
  const late = Math.abs(Date.now() / 1000 - (td.date + 5))
  assert.ok(late < 5, `it ended ${late} s late`)
}

const list = (title, tasks, more = {}) => ({
  _: 'inputChecklist', title: plain(title), tasks: tasks.map((t, i) => ({ _: 'inputChecklistTask', id: i + 1, text: plain(t) })), ...more,
})
const tasks = (m) => m.content.list.tasks.map((t) => `${t.text.text}${t.completion_date > 0 ? ` by ${t.completed_by.user_id}` : ''}`)

// What mtcute makes of { type: 'todo' } numbers tasks from 0, and those of the
// API begin with 1.
const todo = (title, items) => ({
  _: 'inputMediaTodo',
  todo: {
    _: 'todoList', title: words(title), othersCanComplete: true, othersCanAppend: true,
    list: items.map((t, i) => ({ _: 'todoItem', id: i + 1, title: words(t) })),
  },
})
const words = (text) => ({ _: 'textWithEntities', text, entities: [] })

async function checklists (w) {
  const { alice, alice2, bob } = w
  const { mt, td, td2 } = await w.bobSends(() => bob.tg.sendMedia(w.a, todo('trip', ['tickets', 'tent'])))
  const at = { chat_id: w.b, message_id: td.id }
  assert.deepEqual(mt.media.items.map((i) => [i.text.text, i.isCompleted]), [['tickets', false], ['tent', false]])
  assert.equal(td2.content.list.title.text, 'trip')
  assert.deepEqual(tasks(td), ['tickets', 'tent'])
  assert.ok(td.content.list.others_can_mark_tasks_as_done && td.content.list.others_can_add_tasks)

  let marks = [alice2.mark(), bob.mark()]
  await bob.tg.toggleTodoCompleted({ chatId: w.a, message: mt.id, completed: [1], uncompleted: [] })
  for (const d of w.devices) await eventually(d, 'the first is done', async () => assert.deepEqual(tasks(await w.message(td.id, w.b, d)), [`tickets by ${w.b}`, 'tent']))
  await alice2.wait('that it is done', (u) => u._ === 'updateNewMessage' && u.message.content._ === 'messageChecklistTasksDone' &&
    u.message.content.checklist_message_id === td.id && u.message.content.marked_as_done_task_ids[0] === 1, marks[0])

  await alice.call('markChecklistTasksAsDone', { ...at, marked_as_done_task_ids: [2], marked_as_not_done_task_ids: [1] })
  const ticked = await bob.wait('what she did', 'edit_message', (m) => m.id === mt.id && m.media.items[1].isCompleted, marks[1])
  assert.deepEqual(ticked.media.items.map((i) => i.completedBy?.id), [undefined, w.a])
  await bob.wait('that she did it', 'new_message', (m) => m.action?.type === 'todo_completions', marks[1])
  await alice.call('addChecklistTasks', { ...at, tasks: [{ _: 'inputChecklistTask', id: 3, text: plain('stove') }] })
  for (const d of w.devices) await eventually(d, 'another task', async () => assert.deepEqual(tasks(await w.message(td.id, w.b, d)), ['tickets', `tent by ${w.a}`, 'stove']))

  // Her list: she alone does what she does not let others.
  const hers = await w.aliceSends({ _: 'inputMessageChecklist', checklist: list('home', ['cook', 'clean']) })
  const there = { chat_id: w.b, message_id: hers.td.id }
  assert.deepEqual([hers.mt.media.type, hers.mt.media.title.text, hers.mt.media.othersCanAppend, hers.mt.media.othersCanComplete], ['todo', 'home', false, false])
  await refused(bob.tg.toggleTodoCompleted({ chatId: w.a, message: hers.mt.id, completed: [1], uncompleted: [] }), 'MESSAGE_AUTHOR_REQUIRED')
  await refused(bob.tg.appendTodoList({ chatId: w.a, message: hers.mt.id, items: ['rest'] }), 'MESSAGE_AUTHOR_REQUIRED')
  marks = [alice.mark(), bob.mark()]
  await alice.call('editMessageChecklist', { ...there, checklist: list('home', ['cook', 'clean', 'rest'], { others_can_mark_tasks_as_done: true, others_can_add_tasks: true }) })
  const better = await bob.wait('the edit', 'edit_message', (m) => m.id === hers.mt.id, marks[1])
  assert.deepEqual([better.media.items.length, better.media.othersCanComplete], [3, true])
  await bob.tg.toggleTodoCompleted({ chatId: w.a, message: hers.mt.id, completed: [1, 3], uncompleted: [] })
  for (const d of w.devices) await eventually(d, 'two are done', async () => assert.deepEqual(tasks(await w.message(hers.td.id, w.b, d)), [`cook by ${w.b}`, 'clean', `rest by ${w.b}`]))
  const done = await alice.wait('that it is done', (u) => u._ === 'updateNewMessage' && u.message.content._ === 'messageChecklistTasksDone' && u.message.content.checklist_message_id === hers.td.id, marks[0])
  assert.deepEqual(done.message.content.marked_as_done_task_ids, [1, 3])
  await bob.tg.appendTodoList({ chatId: w.a, message: hers.mt.id, items: ['sleep'] })
  await alice.wait('that it is there', (u) => u._ === 'updateNewMessage' && u.message.content._ === 'messageChecklistTasksAdded' && u.message.content.tasks[0].text.text === 'sleep', marks[0])
  for (const d of w.devices) await eventually(d, 'another task', async () => assert.equal(tasks(await w.message(hers.td.id, w.b, d)).at(-1), 'sleep'))
  await refused(bob.tg.sendMedia(w.a, todo('nothing', [])), 'TODO_ITEMS_EMPTY')
}

async function dice (w) {
  const { alice, bob } = w
  for (const [e, most] of [['🎲', 6], ['🎯', 6], ['🏀', 5], ['⚽️', 5], ['🎳', 6], ['🎰', 64]]) {
    const { td, td2, mt } = await w.aliceSends({ _: 'inputMessageDice', emoji: e })
    assert.ok(td.content.value >= 1 && td.content.value <= most, `${e} ${td.content.value}`)
    assert.deepEqual([td2.content.value, mt.media.value], [td.content.value, td.content.value])
    assert.equal(mt.media.type, 'dice')
    const back = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'dice', emoji: e }))
    assert.deepEqual([back.td.content._, back.td.content.value, back.td.content.emoji.replace('\ufe0f', '')], ['messageDice', back.mt.media.value, e.replace('\ufe0f', '')])
  }
  await refused(bob.tg.sendMedia(w.a, { type: 'dice', emoji: '🐢' }), 'EMOTICON_INVALID')
  await refused(w.send(alice, w.b, { _: 'inputMessageDice', emoji: '🐢' }), 'EMOTICON_INVALID')
}

async function cards (w) {
  const { alice, bob } = w
  const card = { _: 'contact', phone_number: w.carol.phone, first_name: 'Carol', last_name: 'C', vcard: '', user_id: 0 }
  const { td, td2, mt } = await w.aliceSends({ _: 'inputMessageContact', contact: card })
  for (const m of [td, td2]) assert.deepEqual([m.content.contact.first_name, m.content.contact.user_id], ['Carol', w.c])
  assert.deepEqual([mt.media.firstName, mt.media.lastName, mt.media.userId], ['Carol', 'C', w.c])
  assert.equal(mt.media.phoneNumber.replace('+', ''), w.carol.phone.replace('+', ''))
  const back = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'contact', phone: '+49 30 1234', firstName: 'Nobody' }))
  assert.deepEqual([back.td.content.contact.phone_number.replace('+', ''), back.td.content.contact.user_id], ['49301234', 0])
  await refused(bob.tg.sendMedia(w.a, { type: 'contact', phone: 'no number', firstName: 'X' }), 'PHONE_NUMBER_INVALID')
  await refused(w.send(alice, w.b, { _: 'inputMessageContact', contact: { ...card, first_name: '', last_name: '' } }), 'CONTACT_NAME_EMPTY')
}

const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-4, `${a} instead of ${b}`)

async function places (w) {
  const { alice, bob } = w
  const { td2, mt } = await w.aliceSends({ _: 'inputMessageLocation', location: { _: 'location', latitude: 52.5, longitude: 13.4 } })
  near(td2.content.location.latitude, 52.5)
  assert.equal(mt.media.type, 'location')
  near(mt.media.latitude, 52.5)
  near(mt.media.longitude, 13.4)
  const venue = { _: 'venue', location: { _: 'location', latitude: 48.85, longitude: 2.29 }, title: 'Tour Eiffel', address: 'Champ de Mars', provider: 'foursquare', id: 'x', type: 'y' }
  const there = await w.aliceSends({ _: 'inputMessageVenue', venue })
  assert.deepEqual([there.mt.media.type, there.mt.media.title, there.mt.media.address], ['venue', 'Tour Eiffel', 'Champ de Mars'])
  const back = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'venue', latitude: 48.85, longitude: 2.29, title: 'The tower', address: 'Paris' }))
  assert.deepEqual([back.td.content._, back.td.content.venue.title, back.td.content.venue.address], ['messageVenue', 'The tower', 'Paris'])
  near(back.td.content.venue.location.longitude, 2.29)
  const point = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'geo', latitude: 1.5, longitude: -2.5 }))
  near(point.td.content.location.longitude, -2.5)
  await refused(bob.tg.sendMedia(w.a, { type: 'geo', latitude: 91, longitude: 0 }), 'GEO_POINT_INVALID')
  await refused(alice.call('sendMessage', { chat_id: w.b, input_message_content: { _: 'inputMessageLocation', location: { _: 'location', latitude: 91, longitude: 0 } } }), '')
}

const live = (latitude, more = {}) => ({ _: 'liveLocation', location: { _: 'location', latitude, longitude: 13.4 }, live_period: 900, heading: 90, proximity_alert_radius: 0, ...more })

async function liveLocations (w) {
  const { alice, bob } = w
  const { td, td2, mt } = await w.aliceSends({ _: 'inputMessageLiveLocation', location: live(52.5) })
  const at = { chat_id: w.b, message_id: td.id }
  assert.equal(td2.content._, 'messageLiveLocation')
  assert.ok(td2.content.expires_in > 890 && td2.content.expires_in <= 900)
  assert.deepEqual([mt.media.type, mt.media.period, mt.media.heading], ['live_location', 900, 90])
  const marks = [w.alice2.mark(), bob.mark()]
  await alice.call('editMessageLiveLocation', { ...at, location: live(52.6, { heading: 180 }) })
  const moved = await bob.wait('it moved', 'edit_message', (m) => m.id === mt.id, marks[1])
  near(moved.media.latitude, 52.6)
  assert.equal(moved.media.heading, 180)
  assert.equal(moved.hideEditMark, true, 'it was not corrected')
  const seen = await w.alice2.wait('it moved', (u) => u._ === 'updateMessageContent' && u.message_id === td.id, marks[0])
  near(seen.new_content.location.location.latitude, 52.6)
  const active = await eventually(alice, 'it is active', async () => {
    const u = alice.updates.findLast((u) => u._ === 'updateActiveLiveLocationMessages')
    assert.equal(u?.messages.length, 1)
    return u
  })
  assert.equal(active.messages[0].id, td.id)
  const stop = bob.mark()
  await alice.call('editMessageLiveLocation', at)
  const stopped = await bob.wait('it stopped', 'edit_message', (m) => m.id === mt.id, stop)
  assert.ok(stopped.media.period < 900)
  await eventually(w.alice2, 'it stopped', async () => assert.equal((await w.message(td.id, w.b, w.alice2)).content.expires_in, 0))
  await refused(alice.call('editMessageLiveLocation', { ...at, location: live(52.7) }), '')

  const back = await w.bobSends(() => bob.tg.sendMedia(w.a, { type: 'geo_live', latitude: 1, longitude: 2, period: 900 }))
  assert.equal(back.td.content._, 'messageLiveLocation')
  const mark = alice.mark()
  await bob.tg.editMessage({ chatId: w.a, message: back.mt.id, media: { type: 'geo_live', latitude: 3, longitude: 4 } })
  const his = await alice.wait('it moved', (u) => u._ === 'updateMessageContent' && u.message_id === back.td.id, mark)
  near(his.new_content.location.location.latitude, 3)
  await bob.tg.editMessage({ chatId: w.a, message: back.mt.id, media: { type: 'geo_live', latitude: 3, longitude: 4, stopped: true } })
  await eventually(alice, 'it stopped', async () => assert.equal((await w.message(back.td.id)).content.expires_in, 0))
  await refused(bob.tg.sendMedia(w.a, { type: 'geo_live', latitude: 1, longitude: 2, period: 5 }), 'MEDIA_INVALID')
  await refused(alice.call('editMessageText', { chat_id: w.b, message_id: back.td.id, input_message_content: text('no') }), '')
}

export const features = {
  polls, 'polls of Saved Messages': ownPolls, 'anonymous polls with several answers': hisPoll, quizzes, 'polls that end': ends, checklists, dice, 'contact cards': cards, places, 'live locations': liveLocations,
}
