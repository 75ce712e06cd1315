import { describe, expect, it } from 'vitest'
import { type Entity, type Segment, summary, tidy, tree } from './entities'
import { random } from './random.test-data'

const bold = (offset: number, length: number): Entity => ({ kind: 'bold', offset, length })
const italic = (offset: number, length: number): Entity => ({ kind: 'italic', offset, length })
const quote = (offset: number, length: number): Entity => ({ kind: 'quote', collapsed: false, offset, length })

/** show writes segments so that a person can read them: "a<bold b>". */
const show = (all: readonly Segment[]): string =>
  all.map((s) => (s.kind === 'text' ? s.text : `<${s.mark.kind} ${show(s.children)}>`)).join('')

describe('tree', () => {
  it('nests entities', () => {
    expect(show(tree('one two three', [italic(4, 3), bold(0, 13)]))).toBe('<bold one <italic two> three>')
  })

  it('cuts those that cross', () => {
    expect(show(tree('abcdef', [bold(0, 4), italic(2, 4)]))).toBe('<bold ab<italic cd>><italic ef>')
  })

  it('keeps blocks outside of inline marks', () => {
    expect(show(tree('a\nquote\nb', [bold(0, 9), quote(2, 5)]))).toBe('<bold a\n><quote <bold quote>><bold \nb>')
  })

  it('bears what does not fit', () => {
    expect(show(tree('abc', [bold(-2, 3), italic(2, 40), bold(7, 2), italic(1, 0)]))).toBe('<bold a>b<italic c>')
  })

  it('has each character once, under exactly its marks', () => {
    const r = random(7)
    for (let round = 0; round < 400; round++) {
      const text = 'abcdefghijkl'
      const kinds = ['bold', 'italic', 'spoiler', 'quote', 'code'] as const
      const entities = Array.from({ length: r(6) }, (): Entity => {
        const at = { offset: r(12), length: 1 + r(8) }
        const kind = kinds[r(kinds.length)] ?? 'bold'
        return kind === 'quote' ? { kind, collapsed: false, ...at } : { kind, ...at }
      })
      const seen: string[] = []
      const walk = (all: readonly Segment[], under: readonly string[]) => {
        for (const s of all) {
          if (s.kind === 'mark') walk(s.children, [...under, s.mark.kind])
          else for (let i = 0; i < s.text.length; i++) seen[s.offset + i] = `${s.text[i]}:${[...new Set(under)].sort()}`
        }
      }
      walk(tree(text, entities), [])
      const wanted = [...text].map((c, i) => {
        const marks = entities.filter((e) => e.offset <= i && e.offset + e.length > i).map((e) => e.kind)
        return `${c}:${[...new Set(marks)].sort()}`
      })
      expect(seen).toEqual(wanted)
    }
  })
})

describe('tidy', () => {
  it('unites what touches and leaves blocks apart', () => {
    expect(tidy('abcdef', [bold(2, 2), bold(0, 2), bold(3, 2)])).toEqual([bold(0, 5)])
    expect(tidy('abcdef', [quote(0, 2), quote(2, 2)])).toEqual([quote(0, 2), quote(2, 2)])
  })
})

describe('summary', () => {
  it('is one line and keeps secrets', () => {
    expect(summary({ text: 'the end:\n he dies', entities: [{ kind: 'spoiler', offset: 10, length: 7 }] })).toBe(
      'the end: ▒▒ ▒▒▒▒',
    )
  })
})
