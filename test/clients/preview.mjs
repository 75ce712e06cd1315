// Two TDLib clients and pages that they link to. The runner is preview_test.go.
import assert from 'node:assert/strict'
import { Device, step } from './device.mjs'

const { SITE } = process.env
const ann = new Device('ann', { phone: '9996611021', code: '11111', firstName: 'Ann', lastName: 'Writer' })
const bob = new Device('bob', { phone: '9996611022', code: '11111', firstName: 'Bob', lastName: 'Reader' })
let withBob

const formatted = (text) => ({ _: 'formattedText', text, entities: [] })
const content = (text, options) => ({ _: 'inputMessageText', text: formatted(text), link_preview_options: options, clear_draft: false })
const options = (url, more = {}) => ({ _: 'linkPreviewOptions', is_disabled: false, url, force_small_media: false, force_large_media: false, show_above_text: false, ...more })

// shown waits until a device shows a page, or none, below its message.
async function shown (device, chat, id, title) {
  const fits = (m) => m.content._ === 'messageText' && (m.content.link_preview?.title ?? '') === title
  const mark = device.mark()
  const now = await device.call('getMessage', { chat_id: chat, message_id: id })
  if (fits(now)) return now.content.link_preview
  const u = await device.wait(`the page "${title}"`, (u) => u._ === 'updateMessageContent' && u.message_id === id && fits({ content: u.new_content }), mark)
  return u.new_content.link_preview
}

async function send (text, opts, title) {
  const mark = bob.mark()
  const sent = await ann.send(withBob.id, text, { input_message_content: content(text, opts) })
  const got = await bob.receive(text, mark)
  const theirs = await shown(bob, ann.me.id, got.id, title)
  const mine = await shown(ann, withBob.id, sent.id, title)
  assert.deepEqual(mine, theirs)
  return { sent, got, page: mine }
}

try {
  await step('log in', async () => {
    await ann.login()
    await bob.login()
    withBob = await ann.importContact(bob)
    await bob.importContact(ann)
  })

  await step('a page while one writes', async () => {
    const page = await ann.call('getLinkPreview', { text: formatted(`see ${SITE}/one`) })
    assert.equal(page.title, 'Page one')
    assert.equal(page.description.text, 'About it')
    assert.equal(page.type._, 'linkPreviewTypeArticle')
    assert.equal(page.url, `${SITE}/one`)
    assert.equal(page.site_name, '127.0.0.1')
    const slow = await ann.call('getLinkPreview', { text: formatted(`${SITE}/slow-writing`) })
    assert.equal(slow.title, 'Page slow-writing')
    await assert.rejects(ann.call('getLinkPreview', { text: formatted(`${SITE}/none`) }), { code: 404 })
  })

  await step('a page that is known', () => send(`known ${SITE}/one`, undefined, 'Page one'))

  await step('a page that comes later', () => send(`later ${SITE}/slow`, undefined, 'Page slow'))

  await step('a page that does not come', async () => {
    const { sent, got } = await send(`never ${SITE}/slow-none`, undefined, '')
    await new Promise((resolve) => setTimeout(resolve, 3000))
    assert.equal(await shown(ann, withBob.id, sent.id, ''), undefined)
    assert.equal(await shown(bob, ann.me.id, got.id, ''), undefined)
  })

  await step('none, and one of the sender\'s choice', async () => {
    await send(`plain ${SITE}/one`, options('', { is_disabled: true }), '')
    await send('look', options(`${SITE}/one`, { force_large_media: true, show_above_text: true }), 'Page one')
    await send(`first ${SITE}/one then ${SITE}/two`, options(`${SITE}/two`, { force_small_media: true }), 'Page two')
  })

  await step('edits', async () => {
    const { sent, got } = await send(`edit ${SITE}/one`, undefined, 'Page one')
    const edit = (text, opts) => ann.call('editMessageText', { chat_id: withBob.id, message_id: sent.id, input_message_content: content(text, opts) })
    await edit(`edited ${SITE}/two`)
    await shown(bob, ann.me.id, got.id, 'Page two')
    await edit(`edited ${SITE}/two`, options('', { is_disabled: true }))
    await shown(bob, ann.me.id, got.id, '')
    await edit(`edited ${SITE}/slow-edit`)
    await shown(bob, ann.me.id, got.id, 'Page slow-edit')
    await shown(ann, withBob.id, sent.id, 'Page slow-edit')
  })

  await step('a link to somebody here', async () => {
    await bob.call('setUsername', { username: 'bob_reader' })
    const page = await ann.call('getLinkPreview', { text: formatted('https://t.me/bob_reader') })
    assert.equal(page.type._, 'linkPreviewTypeUser')
    assert.equal(page.title, 'Bob Reader')
  })
  console.log('OK previews')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await Promise.allSettled([ann.close(), bob.close()])
process.exit()
