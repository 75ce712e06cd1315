// One TDLib client of whatever version: it signs up, writes to itself, and is
// there again after it was closed.
//
// env: VERSION, the library's; PHONE, a test number with the code 11111
import assert from 'node:assert/strict'
import { Device, step, textOf } from './device.mjs'

const { VERSION, PHONE } = process.env
const who = { phone: PHONE, code: '11111', firstName: 'Vera', lastName: 'Version' }
let me = new Device('tdlib', who)

async function signUp () {
  const { value } = await me.call('getOption', { name: 'version' })
  assert.equal(value, VERSION)
  assert.equal(await me.login(), true, 'the number is new')
  assert.equal(me.me.first_name, 'Vera')
}

async function write () {
  const saved = await me.call('createPrivateChat', { user_id: me.me.id, force: false })
  await me.send(saved.id, `a note from ${VERSION}`)
}

async function comeBack () {
  await me.close()
  me = new Device('tdlib', who)
  assert.equal(await me.login(), false, 'the login is kept')
  const saved = await me.call('createPrivateChat', { user_id: me.me.id, force: false })
  assert.deepEqual((await me.history(saved.id)).map((m) => textOf(m.content)), [`a note from ${VERSION}`])
}

try {
  await step('sign up', signUp)
  await step('a note', write)
  await step('come back', comeBack)
  console.log('OK login')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await me.close()
process.exit()
