import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accents } from './theme'

// This reads theme.css as a browser does, as far as colours go, and computes the contrast of words on their ground.

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')

type Vars = Map<string, string>

/** block is the variables of the rules with the selector. */
function block(selector: string): Vars {
  const vars: Vars = new Map()
  for (const [, selectors, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors?.split(',').some((s) => s.trim() === selector)) continue
    for (const [, name, value] of (body ?? '').matchAll(/(--[\w-]+):([^;]+);/g))
      vars.set(name ?? '', (value ?? '').trim())
  }
  return vars
}

type Rgba = [r: number, g: number, b: number, a: number]

function rgba(part: (i: 0 | 1 | 2) => number, alpha: number): Rgba {
  return [part(0), part(1), part(2), alpha]
}

/** split cuts at commas outside of parentheses. */
function split(s: string): string[] {
  const out = ['']
  let depth = 0
  for (const c of s) {
    if (c === '(') depth++
    if (c === ')') depth--
    if (c === ',' && depth === 0) out.push('')
    else out[out.length - 1] += c
  }
  return out.map((p) => p.trim())
}

function color(value: string, vars: Vars, dark: boolean): Rgba {
  const v = value.trim()
  const call = /^([\w-]+)\(([\s\S]*)\)$/.exec(v)
  const hex = /^#(..)(..)(..)$/.exec(v)
  if (hex) return rgba((i) => Number.parseInt(hex[i + 1] ?? '', 16), 1)
  if (v === 'transparent') return [0, 0, 0, 0]
  const args = split(call?.[2] ?? '')
  switch (call?.[1]) {
    case 'var': {
      const next = vars.get(args[0] ?? '')
      if (next === undefined) throw new Error(`no ${args[0]}`)
      return color(next, vars, dark)
    }
    case 'light-dark':
      return color(args[dark ? 1 : 0] ?? '', vars, dark)
    case 'rgb': {
      const n = (args[0] ?? '').split(/[\s/]+/).map(Number)
      return [n[0] ?? 0, n[1] ?? 0, n[2] ?? 0, n[3] ?? 1]
    }
    case 'color-mix': {
      const first = /^([\s\S]*?)\s+([\d.]+)%$/.exec(args[1] ?? '')
      const part = Number(first?.[2]) / 100
      const a = color(first?.[1] ?? '', vars, dark)
      const b = color(args[2] ?? '', vars, dark)
      const mix = (i: 0 | 1 | 2 | 3) => a[i] * part + b[i] * (1 - part)
      return rgba(mix, mix(3))
    }
    default:
      throw new Error(`cannot read ${v}`)
  }
}

/** over lays a colour that can be seen through on another. */
function over(top: Rgba, under: Rgba): Rgba {
  return rgba((i) => top[i] * top[3] + under[i] * (1 - top[3]), 1)
}

function luminance([r, g, b]: Rgba): number {
  const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (x ?? 0) + 0.7152 * (y ?? 0) + 0.0722 * (z ?? 0)
}

function contrast(a: Rgba, b: Rgba): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const surfaces = ['--surface', '--sunken', '--raised']
const peers = [0, 1, 2, 3, 4, 5, 6]

/** Words, the grounds they stand on, and what may be laid between. */
const words: [text: string, grounds: string[], laid: string[]][] = [
  ['--text', [...surfaces, '--accent-soft', '--bubble-in', '--mark'], ['--hover', '--pressed', '--flash']],
  ['--text-2', [...surfaces, '--accent-soft'], ['--hover', '--pressed']],
  ['--text-2', ['--wall', '--wall-2'], []],
  ['--accent-text', [...surfaces, '--accent-soft', '--bubble-in'], ['--hover']],
  ['--danger', [...surfaces, '--bubble-in'], ['--hover']],
  ['--on-accent', ['--accent', '--badge-muted', '--nobody-fill', ...peers.map((n) => `--peer-${n}-fill`)], []],
  ['--on-danger', ['--danger-fill'], []],
  ['--bubble-in-meta', ['--bubble-in'], []],
  ['--bubble-out-text', ['--bubble-out'], []],
  ['--bubble-out-meta', ['--bubble-out'], []],
  ['--bubble-out-link', ['--bubble-out'], []],
  ['--on-service', ['--wall', '--wall-2'], ['--service']],
  ...peers.map((n): [string, string[], string[]] => [`--peer-${n}`, ['--surface', '--raised', '--bubble-in'], []]),
]

describe.each(['light', 'dark'])('%s theme', (theme) => {
  it.each([...accents])('has words that can be read, with the accent %s', (accent) => {
    const vars: Vars = new Map([...block(':root'), ...block(`[data-accent="${accent}"]`)])
    const dark = theme === 'dark'
    const poor: string[] = []
    for (const [text, grounds, laid] of words) {
      const ink = color(`var(${text})`, vars, dark)
      for (const ground of grounds) {
        const under = color(`var(${ground})`, vars, dark)
        const all = text === '--on-service' ? [] : [under]
        for (const l of laid) all.push(over(color(`var(${l})`, vars, dark), under))
        for (const g of all) {
          const c = contrast(ink, g)
          if (c < 4.5) poor.push(`${text} on ${ground}: ${c.toFixed(2)}`)
        }
      }
    }
    expect(poor).toEqual([])
  })

  it('has borders of fields, the focus ring and marks that can be seen', () => {
    const vars = block(':root')
    for (const thing of ['--field-border', '--focus', '--online']) {
      const c = contrast(
        color(`var(${thing})`, vars, theme === 'dark'),
        color('var(--surface)', vars, theme === 'dark'),
      )
      expect(c, thing).toBeGreaterThanOrEqual(3)
    }
  })
})

it('gives each accent colour its three numbers', () => {
  for (const accent of accents) expect([...block(`[data-accent="${accent}"]`).keys()], accent).toHaveLength(3)
})
