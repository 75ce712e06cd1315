const word = /[\p{L}\p{N}]/u

/** initials are the first letters of the first and last word of a name, or its first character when it has no words. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((w) => word.test(w))
  const first = letter(words[0])
  const last = words.length > 1 ? letter(words.at(-1)) : ''
  return first + last || [...new Intl.Segmenter().segment(name.trim())][0]?.segment || ''
}

function letter(w: string | undefined): string {
  if (!w) return ''
  for (const s of new Intl.Segmenter().segment(w)) if (word.test(s.segment)) return s.segment.toLocaleUpperCase()
  return ''
}
