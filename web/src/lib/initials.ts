const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const firstCharacter = (word: string): string => segments.segment(word)[Symbol.iterator]().next().value?.segment ?? ''

/** initials are the one or two characters on a picture of somebody who has none: of the first word and the last. */
export function initials(name: string): string {
  const all = name.split(/\s+/u).filter((w) => w !== '')
  const lettered = all.map((w) => w.replace(/^[^\p{L}\p{N}]+/u, '')).filter((w) => w !== '')
  const from = lettered.length > 0 ? lettered : all
  const first = from[0] ?? ''
  const last = from.length > 1 ? (from.at(-1) ?? '') : ''
  return (firstCharacter(first) + firstCharacter(last)).toLocaleUpperCase()
}
