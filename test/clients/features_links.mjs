// Pages that links lead to, and emoji by their words. env: PAGE, the address of a
// page that the server may fetch, called "A page" by "The site".
import assert from 'node:assert/strict'
import { eventually, refused, text } from './features_people.mjs'

const { PAGE } = process.env

const shown = (m) => {
  const p = m.content.link_preview
  return [p?.url, p?.site_name, p?.title, p?.description.text]
}
const want = (url) => [url, 'The site', 'A page', 'What it is about']

async function previews (w) {
  const { alice, bob } = w
  // Hers: told of as pending or at once, and there on all devices.
  const hers = await w.aliceSends(text(`look at ${PAGE}/one`))
  for (const d of w.devices) {
    await eventually(d, 'the page', async () => assert.deepEqual(shown(await w.message(hers.td.id, w.b, d)), want(`${PAGE}/one`)))
  }
  const page = async (id) => {
    const m = await bob.message(w.a, id)
    assert.equal(m.media?.type, 'webpage')
    const p = m.media.preview
    return [p.url, p.siteName, p.title, p.description]
  }
  await eventually(bob, 'the page', async () => assert.deepEqual(await page(hers.mt.id), want(`${PAGE}/one`)))
  // His.
  const his = await w.bobSends(() => bob.tg.sendText(w.a, `and ${PAGE}/two`))
  for (const d of w.devices) {
    await eventually(d, 'the page', async () => assert.deepEqual(shown(await w.message(his.td.id, w.b, d)), want(`${PAGE}/two`)))
  }
  // Before it is written.
  const before = await alice.call('getLinkPreview', { text: { _: 'formattedText', text: `see ${PAGE}/one`, entities: [] } })
  assert.deepEqual([before.title, before.description.text], ['A page', 'What it is about'])
  assert.equal((await bob.tg.getWebPagePreview(`${PAGE}/one`)).preview.title, 'A page')

  // Without one, and of what is not there.
  const none = await w.aliceSends(text(`not ${PAGE}/one`, [], { link_preview_options: { _: 'linkPreviewOptions', is_disabled: true } }))
  assert.equal(none.td2.content.link_preview, undefined)
  assert.equal(none.mt.media, null)
  const gone = await w.aliceSends(text(`gone ${PAGE}/missing`))
  await eventually(bob, 'no page', async () => assert.equal((await bob.message(w.a, gone.mt.id)).media, null))
  await refused(alice.call('getLinkPreview', { text: { _: 'formattedText', text: `${PAGE}/missing`, entities: [] } }), '404')
}

async function keywords (w) {
  const { alice, bob } = w
  const { emoji_keywords: found } = await alice.call('searchEmojis', { text: 'love', input_language_codes: ['en'] })
  assert.ok(found.some((k) => k.emoji.startsWith('❤')), JSON.stringify(found.slice(0, 5)))
  const all = await bob.tg.call({ _: 'messages.getEmojiKeywords', langCode: 'en' })
  assert.ok(all.keywords.length > 1000 && all.version > 0)
  const since = await bob.tg.call({ _: 'messages.getEmojiKeywordsDifference', langCode: 'en', fromVersion: all.version })
  assert.deepEqual([since.version, since.keywords], [all.version, []])
  assert.deepEqual((await alice.call('searchEmojis', { text: 'qqqqqq', input_language_codes: ['en'] })).emoji_keywords, [])
}

export const features = { 'link previews': previews, 'emoji by their words': keywords }
