const formats = new Map<string, Intl.NumberFormat>()

function format(locale: string, options: Intl.NumberFormatOptions, n: number): string {
  const key = locale + JSON.stringify(options)
  let f = formats.get(key)
  if (!f) {
    f = new Intl.NumberFormat(locale, options)
    formats.set(key, f)
  }
  return f.format(n)
}

/** compact is a count that has little room: "950", "1.2K", "34.5K". */
export const compact = (n: number, locale: string): string =>
  format(
    locale,
    {
      notation: 'compact',
      maximumFractionDigits: 1,
      roundingMode: 'trunc',
    },
    n,
  )

/** percent is a share from 0 to 1: "42%". */
export const percent = (share: number, locale: string): string =>
  format(locale, { style: 'percent', maximumFractionDigits: 0 }, share)

const bytes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** size is how big a file is: "1.5 MB". */
export function size(n: number, locale: string): string {
  let i = 0
  let value = n
  while (value >= 1000 && i < bytes.length - 1) {
    value /= 1000
    i++
  }
  return format(
    locale,
    { style: 'unit', unit: bytes[i] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 },
    value,
  )
}

/**
 * shares rounds parts of a whole to full percents that add up to 100: those that
 * lose most by rounding down get the rest, equal parts always the same.
 */
export function shares(parts: readonly number[]): number[] {
  const total = parts.reduce((a, b) => a + b, 0)
  if (total === 0) return parts.map(() => 0)
  const exact = parts.map((p) => (p * 100) / total)
  const out = exact.map(Math.floor)
  let rest = 100 - out.reduce((a, b) => a + b, 0)
  const losses = [...new Set(exact.map((x) => x - Math.floor(x)))].sort((a, b) => b - a)
  for (const loss of losses) {
    const who = exact.flatMap((x, i) => (x - Math.floor(x) === loss ? [i] : []))
    if (loss === 0 || who.length > rest) break
    for (const i of who) out[i] = (out[i] ?? 0) + 1
    rest -= who.length
  }
  return out
}
