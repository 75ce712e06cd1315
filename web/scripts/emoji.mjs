// Makes src/features/emoji/emoji.json of emojibase-data (MIT, Miles Johnson; the
// words are Unicode CLDR's): node scripts/emoji.mjs DIRECTORY-OF-EMOJIBASE-DATA.
// Run it again for a newer Unicode version; npx biome check --write lays it out.
import { readFileSync, writeFileSync } from 'node:fs'

const from = process.argv[2] ?? 'node_modules/emojibase-data'
const json = (path) => JSON.parse(readFileSync(`${from}/${path}`, 'utf8'))
const all = json('en/data.json')
const codes = json('en/shortcodes/emojibase.json')
const { groups } = json('meta/groups.json')

/** Fonts that are some years old have these; newer emoji would be empty boxes. */
const newest = 15.1
const tones = ['🏻', '🏼', '🏽', '🏾', '🏿']

// How a skin tone is put on; src/features/emoji/tone.ts does the same.
const base = /\p{Emoji_Modifier_Base}\ufe0f?/gu
const ways = {
  a: (e, tone) => e.replace(base, (b) => b.replace('\ufe0f', '') + tone), // all people and hands
  p: (e, tone) => e.replace(base, (b) => (b.startsWith('🤝') ? b : b.replace('\ufe0f', '') + tone)), // not the hands between people
  '': (e) => e,
}

function way(e) {
  if (!e.skins) return ''
  const same = tones.map((_, i) =>
    e.skins.find((s) => s.tone === i + 1 || (Array.isArray(s.tone) && s.tone.every((t) => t === i + 1))),
  )
  if (same.some((s) => !s)) return ''
  return Object.keys(ways).find((w) => w !== '' && same.every((s, i) => ways[w](e.emoji, tones[i]) === s.emoji)) ?? ''
}

const out = Object.entries(groups)
  .filter(([, key]) => key !== 'component')
  .map(([number, key]) => {
    const emoji = all
      .filter((e) => e.group === Number(number) && e.version <= newest)
      .sort((a, b) => a.order - b.order)
      .map((e) => {
        const names = [codes[e.hexcode] ?? []].flat()
        const said = new Set(e.label.toLowerCase().split(/[\s:,]+/))
        const words = [...new Set(e.tags ?? [])].filter((w) => !said.has(w) && !names.includes(w))
        // Fonts show these in colours by themselves, and other clients send them so.
        const text = e.emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')
        return [text, e.label, names.join(' '), words.join(' '), way(e)].join(';').replace(/;+$/, '')
      })
    return { key: key.split('-')[0], emoji }
  })
writeFileSync(new URL('../src/features/emoji/emoji.json', import.meta.url), `${JSON.stringify(out, null, 2)}\n`)
console.log(out.map((g) => `${g.key} ${g.emoji.length}`).join(', '))
