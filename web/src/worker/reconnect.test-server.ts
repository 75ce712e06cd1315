import { afterAll, beforeAll, expect, it } from 'vitest'
import { Person } from './testing/person.test-side'
import { TestServer } from './testing/server.test-side'

let server: TestServer
let alice: Person
let bob: Person

beforeAll(async () => {
  server = await TestServer.start()
  alice = await Person.logIn(server, '+9996611001', 'Alice')
  bob = await Person.logIn(server, '+9996611002', 'Bob')
  await alice.api.importContact({ phone: '+9996611002', firstName: 'Bob', lastName: '' })
  await bob.api.importContact({ phone: '+9996611001', firstName: 'Alice', lastName: '' })
})

afterAll(async () => {
  await alice?.leave()
  await bob?.leave()
  await server?.close()
})

const say = (text: string) => alice.api.sendText({ chat: bob.me, text, entities: [] })

it('goes on where it was after the server was killed and started again', async () => {
  await say('before')
  await bob.until(() => bob.texts(alice.me).includes('before'))
  await server.end('SIGKILL')
  await alice.until(() => alice.connection !== 'connected')
  await say('while it was away')
  expect(alice.messages(bob.me).at(-1)?.state).toBe('sending')
  await server.run()
  await alice.until(() => alice.settled(bob.me))
  await bob.until(() => bob.texts(alice.me).includes('while it was away'))
  await say('after')
  await bob.until(() => bob.texts(alice.me).includes('after'))
  expect(bob.texts(alice.me)).toEqual(['before', 'while it was away', 'after'])
})

it('shows what it kept while the server is away', async () => {
  await bob.until(() => bob.state.get('dialogs', alice.me) !== undefined)
  await alice.api.history({ chat: bob.me, where: { before: 0 }, limit: 50 })
  await alice.shut()
  alice.wire.cut()
  await alice.open()
  await alice.until(() => alice.state.get('dialogs', bob.me) !== undefined)
  expect(alice.state.auth).toMatchObject({ kind: 'in' })
  expect(alice.state.get('peers', bob.me)?.name).toBe('Bob')
  const page = await alice.api.history({ chat: bob.me, where: { before: 0 }, limit: 50 })
  expect(page).toMatchObject({ cached: true })
  expect(page.ids.length).toBeGreaterThan(0)
  alice.wire.mend()
  await alice.until(() => alice.connection === 'connected')
})

it('loads anew when the server cannot say what was missed', async () => {
  await server.end('SIGTERM')
  const putBack = server.backup()
  await server.run()
  await say('lost with the disk')
  await bob.until(() => bob.texts(alice.me).includes('lost with the disk'))
  await server.end('SIGTERM')
  bob.events.length = 0
  putBack()
  await server.run()
  await bob.until(() => bob.events.some((e) => e.kind === 'reset' && e.chat === 0))
  await say('said anew')
  await bob.until(() => bob.texts(alice.me).includes('said anew'))
})

it('keeps the accounts of one browser apart', async () => {
  const carol = await Person.logIn(server, '+9996611003', 'Carol')
  expect(carol.me).not.toBe(bob.me)
  expect(carol.state.get('dialogs', bob.me)).toBeUndefined()
  await carol.api.importContact({ phone: '+9996611002', firstName: 'Bob', lastName: '' })
  await carol.api.sendText({ chat: bob.me, text: 'from Carol', entities: [] })
  await bob.until(() => bob.texts(carol.me).includes('from Carol'))
  expect(bob.texts(carol.me)).toEqual(['from Carol'])
  await carol.api.logOut({})
  expect(carol.state.auth.kind).toBe('out')
  expect(bob.state.auth.kind).toBe('in')
  await carol.leave()
})

// A session that is new cannot end others: the account goes, and all sessions with it.
it('keeps nothing of an account whose session was ended elsewhere', async () => {
  const phone = await Person.logIn(server, '+9996611001', 'Alice')
  await phone.api.deleteAccount({ reason: 'a test' })
  await alice.until(() => alice.state.auth.kind === 'out')
  expect(alice.state.tables.dialogs.size).toBe(0)
  expect(alice.state.tables.messages.size).toBe(0)
  for (const { name = '' } of await indexedDB.databases()) {
    if (name.endsWith(`-${alice.slot}`)) expect(await entries(name), name).toBe(0)
  }
  expect(bob.state.auth.kind).toBe('in')
  await phone.leave()
})

/** How much is kept in a database. */
async function entries(name: string): Promise<number> {
  const database = await done(indexedDB.open(name))
  let count = 0
  for (const store of database.objectStoreNames) {
    count += await done(database.transaction([store]).objectStore(store).count())
  }
  database.close()
  return count
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
