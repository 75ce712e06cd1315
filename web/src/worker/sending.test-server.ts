import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { firstLocalId } from '../api/message'
import type { PeerId } from '../api/peer'
import { Person } from './testing/person.test-side'
import { TestServer } from './testing/server.test-side'

let server: TestServer
let alice: Person
let bob: Person
/** A new group of both for each test: what others left does not matter. */
let group: PeerId
let groups = 0

beforeAll(async () => {
  server = await TestServer.start()
  alice = await Person.logIn(server, '+9996611001', 'Alice')
  bob = await Person.logIn(server, '+9996611002', 'Bob')
  await alice.api.importContact({ phone: '+9996611002', firstName: 'Bob', lastName: '' })
  await bob.api.importContact({ phone: '+9996611001', firstName: 'Alice', lastName: '' })
})

beforeEach(async () => {
  const title = `Group ${++groups}`
  group = await alice.api.createChannel({ kind: 'group', title, about: '' })
  await alice.api.addMembers({ chat: group, users: [bob.me] })
  await bob.until(() => bob.state.get('dialogs', group) !== undefined)
})

afterAll(async () => {
  await alice?.leave()
  await bob?.leave()
  await server?.close()
})

const say = (who: Person, chat: PeerId, text: string) => who.api.sendText({ chat, text, entities: [] })

it('shows a message at once and settles it in its place', async () => {
  await say(alice, bob.me, 'hello')
  const local = alice.messages(bob.me).at(-1)
  expect(local).toMatchObject({ text: 'hello', state: 'sending' })
  await alice.until(() => alice.settled(bob.me))
  const sent = alice.messages(bob.me).at(-1)
  expect(sent).toMatchObject({ text: 'hello', state: 'sent', key: local?.key })
  expect(alice.messages(bob.me)).toHaveLength(1)
  await bob.until(() => bob.texts(alice.me).includes('hello'))
  expect(bob.messages(alice.me).at(-1)).toMatchObject({ out: false, state: 'sent' })
})

it('brings what was said while the connection was cut, once and in order', async () => {
  bob.wire.cut()
  await say(alice, bob.me, 'gap 1')
  await say(alice, group, 'in the group')
  await say(alice, bob.me, 'gap 2')
  await alice.until(() => alice.settled(bob.me) && alice.settled(group))
  bob.wire.mend()
  await bob.until(() => bob.texts(alice.me).includes('gap 2') && bob.texts(group).includes('in the group'))
  expect(bob.texts(alice.me).filter((text) => text.startsWith('gap'))).toEqual(['gap 1', 'gap 2'])
  const [told] = bob.messages(group)
  expect(bob.events.filter((e) => e.kind === 'new' && e.chat === group && e.id === told?.id)).toHaveLength(1)
})

it('keeps what is written without a connection and sends all of it in order', async () => {
  alice.wire.cut()
  await alice.until(() => alice.connection !== 'connected')
  await say(alice, group, 'one')
  await alice.api.sendMedia({
    chat: group,
    media: {
      kind: 'poll',
      question: { text: 'two', entities: [] },
      options: [
        { text: 'yes', entities: [] },
        { text: 'no', entities: [] },
      ],
      publicVoters: true,
      multiple: false,
    },
  })
  await alice.api.sendMedia({ chat: group, media: { kind: 'dice', emoji: '🎲' } })
  await alice.api.sendMedia({ chat: group, media: { kind: 'location', lat: 52.5163, long: 13.3777 } })
  await say(alice, group, 'five')
  const kinds = ['text', 'poll', 'dice', 'location', 'text']
  expect(alice.messages(group).map((m) => m.body.kind)).toEqual(kinds)
  expect(alice.messages(group).every((m) => m.state === 'sending')).toBe(true)
  const keys = alice.messages(group).map((m) => m.key)
  alice.wire.mend()
  await alice.until(() => alice.settled(group))
  expect(alice.messages(group).map((m) => m.key)).toEqual(keys)
  await bob.until(() => bob.texts(group).includes('five'))
  expect(bob.messages(group).map((m) => m.body.kind)).toEqual(kinds)
  expect(bob.messages(group)[1]?.body).toMatchObject({ poll: { question: { text: 'two' } } })
})

it('goes on after the page was closed with something unsent', async () => {
  await alice.api.history({ chat: group, where: { before: 0 }, limit: 50 })
  alice.wire.cut()
  await alice.until(() => alice.connection !== 'connected')
  await say(alice, group, 'first')
  await say(alice, group, 'second')
  await alice.shut()
  await alice.open()
  await alice.until(() => alice.texts(group).length === 2)
  expect(alice.messages(group).every((m) => m.state === 'sending')).toBe(true)
  const page = await alice.api.history({ chat: group, where: { before: 0 }, limit: 50 })
  expect(page.ids.slice(-2)).toEqual(alice.messages(group).map((m) => m.id))
  alice.wire.mend()
  await bob.until(() => bob.texts(group).length === 2)
  expect(bob.texts(group)).toEqual(['first', 'second'])
  await alice.until(() => alice.settled(group))
  await alice.shut()
  await alice.open()
  await alice.until(() => alice.connection === 'connected')
  await say(alice, group, 'third')
  await bob.until(() => bob.texts(group).includes('third'))
  expect(bob.texts(group)).toEqual(['first', 'second', 'third'])
})

it('sends once what the server took without an answer reaching the page', async () => {
  await say(alice, group, 'settles')
  await alice.until(() => alice.settled(group))
  // The server hears, the answer is lost.
  alice.wire.mute()
  await say(alice, group, 'only once')
  await bob.until(() => bob.texts(group).includes('only once'))
  alice.wire.cut()
  alice.wire.mend()
  await alice.until(() => alice.settled(group))
  await say(alice, group, 'after')
  await bob.until(() => bob.texts(group).includes('after'))
  expect(bob.texts(group)).toEqual(['settles', 'only once', 'after'])
  await alice.until(() => alice.settled(group))
  expect(alice.texts(group)).toEqual(['settles', 'only once', 'after'])
})

it('says why something was refused, and tries again or discards', async () => {
  await alice.api.setDefaultBanned({ chat: group, rights: { ...nothing, sendMessages: true, sendPlain: true } })
  await say(bob, group, 'may I')
  await bob.until(() => bob.messages(group).some((m) => m.state === 'failed'))
  await say(bob, group, 'or this')
  await bob.until(() => bob.messages(group).filter((m) => m.state === 'failed').length === 2)
  const [first, second] = bob.messages(group)
  expect(first?.error).toMatch(/FORBIDDEN|RIGHT/)
  await bob.shut()
  await bob.open()
  await bob.until(() => bob.messages(group).filter((m) => m.state === 'failed').length === 2)
  await alice.api.setDefaultBanned({ chat: group, rights: nothing })
  await bob.api.discard({ chat: group, id: second?.id ?? 0 })
  expect(bob.texts(group)).toEqual(['may I'])
  await bob.until(() => bob.connection === 'connected')
  await bob.api.retry({ chat: group, id: first?.id ?? 0 })
  await alice.until(() => alice.texts(group).includes('may I'))
  await bob.until(() => bob.settled(group))
  expect(alice.texts(group)).toEqual(['may I'])
})

it('forwards several at once, each in its place', async () => {
  for (const text of ['a', 'b', 'c']) await say(alice, group, text)
  await alice.until(() => alice.settled(group) && alice.texts(group).length === 3)
  const before = alice.messages(bob.me).length
  await alice.api.forward({ chat: bob.me, from: group, ids: alice.messages(group).map((m) => m.id) })
  expect(
    alice
      .messages(bob.me)
      .slice(before)
      .map((m) => m.text),
  ).toEqual(['a', 'b', 'c'])
  const keys = alice.messages(bob.me).map((m) => m.key)
  await alice.until(() => alice.settled(bob.me))
  expect(alice.messages(bob.me).map((m) => m.key)).toEqual(keys)
  expect(alice.messages(bob.me).at(-1)?.forward?.from).toBe(alice.me)
  await bob.until(() => bob.texts(alice.me).slice(-3).join('') === 'abc')
})

it('tells apart what waits for its time', async () => {
  const inAnHour = Math.floor(Date.now() / 1000) + 3600
  await alice.api.sendText({ chat: group, text: 'later', entities: [], schedule: inAnHour })
  await alice.until(() => [...alice.state.tables.messages.values()].some((m) => m.scheduled && m.text === 'later'))
  expect(alice.texts(group)).toEqual([])
  expect(alice.messages(group).some((m) => m.id >= firstLocalId)).toBe(false)
})

it('keeps drafts the same on two devices, and has none after sending', async () => {
  const phone = await Person.logIn(server, '+9996611001', 'Alice')
  await phone.until(() => phone.state.get('dialogs', group) !== undefined)
  await alice.api.saveDraft({ chat: group, text: 'unfinished', entities: [] })
  await phone.until(() => phone.state.get('dialogs', group)?.draft?.text === 'unfinished')
  await say(alice, group, 'finished')
  await phone.until(() => phone.state.get('dialogs', group)?.draft === undefined && phone.texts(group).length === 1)
  await alice.until(() => alice.state.get('dialogs', group)?.draft === undefined)
  await phone.leave()
})

const nothing = {
  viewMessages: false,
  sendMessages: false,
  sendMedia: false,
  sendStickers: false,
  sendGifs: false,
  sendPolls: false,
  sendPlain: false,
  embedLinks: false,
  changeInfo: false,
  inviteUsers: false,
  pinMessages: false,
  manageTopics: false,
  until: 0,
}
