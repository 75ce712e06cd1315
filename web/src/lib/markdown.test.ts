import { describe, expect, it } from 'vitest'
import { detect } from './detect'
import { type Entity, type Segment, tree } from './entities'
import { parse, write } from './markdown'
import { random } from './random.test-data'

const show = (all: readonly Segment[]): string =>
  all.map((s) => (s.kind === 'text' ? s.text : `<${s.mark.kind} ${show(s.children)}>`)).join('')
const read = (text: string, entities: readonly Entity[] = []): string => {
  const r = parse({ text, entities })
  return show(tree(r.text, r.entities))
}

describe('parse', () => {
  it.each([
    ['a **b** c', 'a <bold b> c'],
    ['__i__ _j_ ~~s~~ ||x||', '<italic i> <italic j> <strike s> <spoiler x>'],
    ['**a __b__**', '<bold a <italic b>>'],
    ['**a __b** c__', '<bold a <italic b>><italic  c>'],
    ['mid**dle** and **mid**dle', 'mid<bold dle> and <bold mid>dle'],
    ['`a **b**`', '<code a **b**>'],
    ['```go\nx := 1\n```', '<pre x := 1>'],
    ['```x```', '<pre x>'],
    ['see ```\na\nb\n``` then', 'see <pre a\nb> then'],
    ['[**text**](example.org)', '<link <bold text>>'],
    ['[Ann](tg://user?id=5)', '<mentionName Ann>'],
    ['[a](https://e.org/x_(y)_z)', '<link a>'],
    ['> one\n> **two**\nthree', '<quote one\n<bold two>>\nthree'],
    ['**https://e.org/a__b__c**', '<bold https://e.org/a__b__c>'],
    ['**a\nb**', '<bold a\nb>'],
    ['**я**', '<bold я>'],
    ['👍 **👍**', '👍 <bold 👍>'],
  ])('reads %j', (from, to) => expect(read(from)).toBe(to))

  it.each([
    '2 ** 3 ** 4',
    'snake_case_name and __init',
    'foo__bar__baz',
    '¯\\_(ツ)_/¯',
    'a || b || c',
    '****',
    '``',
    '```\n```',
    '[a](b)',
    '[a](javascript:alert(1))',
    '[ ](example.org)',
    '>_<',
    '@some_user_name and #a__b__c',
    'https://e.org/**x**/_y_',
    '**open',
  ])('leaves %j', (text) => expect(read(text)).toBe(text))

  it('keeps what is marked already, and does not look into code', () => {
    expect(read('a **b** c', [{ kind: 'italic', offset: 2, length: 5 }])).toBe('a <bold <italic b>> c')
    expect(read('a **b** c', [{ kind: 'bold', offset: 6, length: 3 }])).toBe('a <bold b c>')
    expect(read('**b**', [{ kind: 'code', offset: 0, length: 5 }])).toBe('<code **b**>')
  })

  it('knows the language of code and the address of links', () => {
    expect(parse({ text: '```c++\nx\n```', entities: [] }).entities).toEqual([
      { kind: 'pre', language: 'c++', offset: 0, length: 1 },
    ])
    expect(parse({ text: '[a](e.org/b)', entities: [] }).entities).toEqual([
      { kind: 'link', url: 'e.org/b', offset: 0, length: 1 },
    ])
  })
})

describe('write', () => {
  it('gives back what parse read', () => {
    const r = random(3)
    const kinds = ['bold', 'italic', 'strike', 'spoiler', 'code', 'link', 'pre', 'quote'] as const
    for (let round = 0; round < 500; round++) {
      const words = Array.from({ length: 1 + r(8) }, () => ['ab', 'я', '👍', 'x1', '中文'][r(5)] ?? '')
      const starts = words.map((_, i) => words.slice(0, i).join(' ').length + (i > 0 ? 1 : 0))
      const text = words.join(' ')
      const entities: Entity[] = []
      for (let i = 0; i < words.length; i++) {
        const kind = kinds[r(12)]
        if (!kind || (kind === 'quote' && i > 0) || (kind === 'pre' && i < 99)) continue
        const to = Math.min(words.length, i + 1 + r(2))
        const at = {
          offset: starts[i] ?? 0,
          length: (starts[to - 1] ?? 0) + (words[to - 1] ?? '').length - (starts[i] ?? 0),
        }
        if (kind === 'link') entities.push({ kind, url: 'https://e.org/a(b)', ...at })
        else if (kind === 'quote') entities.push({ kind, collapsed: false, offset: 0, length: text.length })
        else if (kind !== 'pre') entities.push({ kind, ...at })
        i = to - 1
      }
      const back = parse({ text: write({ text, entities }), entities: [] })
      const link = (e: Entity): Entity => (e.kind === 'link' ? { ...e, url: decodeURIComponent(e.url) } : e)
      const order = (all: readonly Entity[]) =>
        all.map(link).sort((a, b) => a.offset - b.offset || a.kind.localeCompare(b.kind))
      expect(back.text, write({ text, entities })).toBe(text)
      expect(order(back.entities)).toEqual(order(entities))
    }
  })

  it('writes blocks of code', () => {
    const r = { text: 'see\nx := 1\nthere', entities: [{ kind: 'pre', language: 'go', offset: 4, length: 6 } as const] }
    expect(write(r)).toBe('see\n```go\nx := 1\n```\nthere')
    expect(parse({ text: write(r), entities: [] })).toEqual(r)
  })
})

describe('hostile texts', () => {
  const signs = [
    '**',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '[',
    '](',
    ')',
    '> ',
    '\n',
    ' ',
    'a',
    '_',
    'https://e.org/',
    '👍',
    '\\',
    'tg://user?id=1',
  ]

  it('end in entities that are inside the text, and lose nothing but signs', () => {
    const r = random(21)
    for (let round = 0; round < 1500; round++) {
      const text = Array.from({ length: r(14) }, () => signs[r(signs.length)] ?? '').join('')
      const out = parse({ text, entities: [] })
      for (const e of out.entities) {
        expect(e.length, text).toBeGreaterThan(0)
        expect(e.offset + e.length, text).toBeLessThanOrEqual(out.text.length)
      }
      const letters = (s: string) => s.replace(/[^a👍]/gu, '')
      const kept = letters(text.replace(/\]\([^)]*\)/g, ''))
      expect(letters(out.text).length, text).toBeGreaterThanOrEqual(kept.length)
    }
  })

  it.each(['`a`', '**a**', '[', '```', '> a\n', '[a](e.org)', '_', '*', '||', 'a.', 'https://', '@a'])(
    'of %j over and over take no time',
    (part) => {
      const text = part.repeat(Math.ceil(60_000 / part.length))
      const out = parse({ text, entities: [] })
      expect(out.text.length).toBeLessThanOrEqual(text.length)
      expect(detect(text).every((e) => e.offset + e.length <= text.length)).toBe(true)
    },
  )
})
