import { describe, expect, it } from 'vitest'
import { chunks, kindsAt, link, linkAt, remove, rich, slice, splice, toggle, trim } from './edit'
import { type Entity, type Rich, tidy, tree } from './entities'
import { random } from './random.test-data'

const e = (kind: 'bold' | 'italic' | 'code' | 'url', offset: number, length: number): Entity => ({
  kind,
  offset,
  length,
})

describe('splice', () => {
  it('types on in bold, not in a link', () => {
    expect(splice(rich('ab', [e('bold', 0, 2)]), 2, 2, 'c').entities).toEqual([e('bold', 0, 3)])
    const l: Entity = { kind: 'link', url: 'https://a.b', offset: 0, length: 2 }
    expect(splice(rich('ab', [l]), 2, 2, 'c').entities).toEqual([l])
    expect(splice(rich('ab', [l]), 1, 1, 'c').entities).toEqual([{ ...l, length: 3 }])
  })
  it('moves what comes after, and does not take what comes before', () => {
    expect(splice(rich('ab', [e('bold', 1, 1)]), 1, 1, 'xy').entities).toEqual([e('bold', 3, 1)])
    expect(remove(rich('abcd', [e('bold', 1, 2)]), 0, 2)).toEqual(rich('cd', [e('bold', 0, 1)]))
    expect(remove(rich('abcd', [e('bold', 1, 2)]), 1, 3)).toEqual(rich('ad', []))
  })
  it('replaces bold by bold', () => {
    expect(splice(rich('abc', [e('bold', 0, 3)]), 0, 3, 'xy')).toEqual(rich('xy', [e('bold', 0, 2)]))
  })
  it('pastes with the marks of what is pasted', () => {
    expect(splice(rich('abcd', [e('bold', 0, 4)]), 2, 2, rich('XY', [e('italic', 0, 1)]))).toEqual(
      rich('abXYcd', [e('bold', 0, 2), e('italic', 2, 1), e('bold', 4, 2)]),
    )
  })
})

describe('toggle', () => {
  it('gives and takes', () => {
    const on = toggle(rich('one two'), 0, 4, { kind: 'bold' })
    expect(on.entities).toEqual([e('bold', 0, 3)])
    expect(kindsAt(on, 0, 3)).toEqual(new Set(['bold']))
    expect(toggle(on, 0, 3, { kind: 'bold' }).entities).toEqual([])
    expect(toggle(on, 0, 7, { kind: 'bold' }).entities).toEqual([e('bold', 0, 7)])
    expect(toggle(on, 1, 2, { kind: 'bold' }).entities).toEqual([e('bold', 0, 1), e('bold', 2, 1)])
  })
  it('lets code bear nothing else', () => {
    const on = toggle(rich('one two', [e('bold', 0, 7)]), 0, 3, { kind: 'code' })
    expect(on.entities).toEqual([e('code', 0, 3), e('bold', 3, 4)])
    expect(toggle(on, 0, 3, { kind: 'italic' }).entities).toEqual([e('italic', 0, 3), e('bold', 3, 4)])
  })
  it('quotes whole lines', () => {
    expect(toggle(rich('a\nbcd\ne'), 3, 4, { kind: 'quote', collapsed: false }).entities).toEqual([
      { kind: 'quote', collapsed: false, offset: 2, length: 3 },
    ])
  })
})

describe('link', () => {
  it('leads elsewhere or nowhere', () => {
    const one = link(rich('see here now'), 4, 8, 'https://a.b')
    expect(linkAt(one, 5)).toEqual({ kind: 'link', url: 'https://a.b', offset: 4, length: 4 })
    expect(link(one, 4, 8, 'https://c.d').entities).toEqual([
      { kind: 'link', url: 'https://c.d', offset: 4, length: 4 },
    ])
    expect(link(one, 4, 8, undefined).entities).toEqual([])
  })
})

it('keeps entities right whatever is done', () => {
  const r = random(11)
  for (let round = 0; round < 300; round++) {
    let now: Rich = rich('The quick brown fox jumps', [e('bold', 4, 5), e('italic', 8, 7)])
    for (let step = 0; step < 12; step++) {
      const from = r(now.text.length + 1)
      const to = from + r(now.text.length - from + 1)
      const kind = (['bold', 'italic', 'code'] as const)[r(3)] ?? 'bold'
      if (r(2) === 0) now = toggle(now, from, to, { kind })
      else {
        const bold = kindsAt(now, from).has('bold')
        const before = now
        now = splice(now, from, to, 'zz'.slice(r(3)))
        expect(now.text.length).toBeGreaterThanOrEqual(before.text.length - (to - from))
        const typed = now.text.length - before.text.length + (to - from)
        if (from === to && typed > 0) expect(kindsAt(now, from, from + typed).has('bold')).toBe(bold)
        expect(tree(slice(now, 0, from).text, slice(now, 0, from).entities)).toEqual(
          tree(slice(before, 0, from).text, slice(before, 0, from).entities),
        )
      }
      expect(now.entities).toEqual(tidy(now.text, now.entities))
    }
  }
})

it('trims, moving entities along', () => {
  expect(trim(rich('  ab \n', [e('bold', 1, 4)]))).toEqual(rich('ab', [e('bold', 0, 2)]))
})

describe('chunks', () => {
  it('cuts where people would, and keeps all words', () => {
    const text = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ')
    const all = chunks(rich(text, [e('bold', 0, text.length)]), 100)
    expect(all.every((c) => c.text.length <= 100)).toBe(true)
    expect(all.map((c) => c.text).join(' ')).toBe(text)
    expect(all.every((c) => c.entities[0]?.length === c.text.length)).toBe(true)
  })
  it('never cuts a character', () => {
    expect(chunks(rich('👍'.repeat(5)), 5).map((c) => c.text)).toEqual(['👍👍', '👍👍', '👍'])
  })
})
