// A TDLib client that speaks other languages: words for emoji in English and
// German, the languages of a pack, and a language that the operator wrote. The
// runner is lang_test.go; it changes the operator's file when a line says so.
import assert from 'node:assert/strict'
import { Device, deadline, lines, step } from './device.mjs'

const text = (value) => ({ _: 'optionValueString', value })
const client = new Device('lang', { phone: '9996611006', code: '11111', firstName: 'Lena', lastName: 'Lang' })

async function login () {
  await client.call('setOption', { name: 'localization_target', value: text('tdesktop') })
  await client.call('setOption', { name: 'language_pack_id', value: text('en') })
  assert.equal(await client.login(), true)
}

async function words () {
  const found = async (word, codes) => (await client.call('searchEmojis', { text: word, input_language_codes: codes })).emoji_keywords
  const exact = async (word, codes) => (await client.call('getKeywordEmojis', { text: word, input_language_codes: codes })).emojis
  assert.ok((await found('lov', ['en'])).some((k) => k.keyword === 'love' && k.emoji === '❤'), 'the beginning of a word')
  assert.ok((await exact('love', ['en'])).includes('❤'))
  assert.ok((await exact('germany', ['en'])).includes('🇩🇪'))
  assert.deepEqual(await exact('liebe', ['en']), [], 'no English word')
  const german = await exact('Liebe', ['de'])
  assert.ok(german.includes('💌') && !german.includes('🌹'), 'the German words are others')
  assert.ok((await found('herz', ['de-AT'])).length > 10)
  assert.deepEqual(await exact('servus', ['de']), ['👋'], 'the word of the operator')
  await assert.rejects(client.call('getEmojiSuggestionsUrl', { language_code: 'de' }), { code: 400 })
}

const ids = (info) => info.language_packs.map((l) => l.id).sort()
const strings = async (id, keys = []) => Object.fromEntries((await client.call('getLanguagePackStrings', { language_pack_id: id, keys }))
  .strings.map((s) => [s.key, s.value.value ?? s.value.other_value]))

async function packs () {
  const info = await client.call('getLocalizationTargetInfo', { only_local: false })
  assert.deepEqual(ids(info), ['de', 'en'])
  const de = info.language_packs.find((l) => l.id === 'de')
  assert.equal(de.name, 'German')
  assert.equal(de.native_name, 'Deutsch')
  assert.equal(de.plural_code, 'de')
  assert.equal(de.translated_string_count, 3)
  assert.deepEqual(await strings('en'), {}, 'English is in the client')
  await assert.rejects(strings('fr'), { code: 400 })
  await client.call('getLanguagePackInfo', { language_pack_id: 'de' })
}

async function german () {
  const mark = client.mark()
  await client.call('setOption', { name: 'language_pack_id', value: text('de') })
  await client.wait('the texts', (u) => u._ === 'updateLanguagePackStrings' && u.language_pack_id === 'de', mark)
  assert.deepEqual(await strings('de'), { lng_menu: 'Menü', lng_days: '{count} Tage', lng_old: 'Alt' })
}

async function changes () {
  console.log('CHANGE')
  await deadline(lines.next(), 'the operator')
  const mark = client.mark()
  const told = client.wait('the change', (u) => u._ === 'updateLanguagePackStrings' && u.strings.length > 0, mark)
  for (let come = false; !come;) { // the server looks at its files every few seconds
    await client.call('synchronizeLanguagePack', { language_pack_id: 'de' })
    come = await Promise.race([told.then(() => true), new Promise((resolve) => setTimeout(resolve, 500, false))])
  }
  assert.deepEqual(await strings('de'), { lng_menu: 'Hauptmenü', lng_days: '{count} Tage', lng_new: 'Neu' })
}

try {
  await step('login', login)
  await step('words', words)
  await step('packs', packs)
  await step('german', german)
  await step('changes', changes)
  console.log('OK lang')
} catch (e) {
  console.log('FAIL', e.message)
  console.error(e)
  process.exitCode = 1
}
await client.close().catch(() => {})
process.exit()
