/** Emoji as people see them: with skin tones, flags and families as one. */
const whole = pattern(String.raw`^(?:\p{RGI_Emoji}|\s)+$`)

/** Where the set of sequences is not known, the single ones do. */
function pattern(source: string): RegExp {
  try {
    return new RegExp(source, 'v')
  } catch {
    return /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200D|\uFE0F|\u20E3|\s)+$/u
  }
}

/** More than so many are text. */
const most = 6

/** emojiOnly is how many emoji a text is made of, 0 when it is anything else or long. */
export function emojiOnly(text: string): number {
  if (text.length > 80 || text.trim() === '' || /[\n\r]/.test(text) || !whole.test(text)) return 0
  const n = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].filter(
    ({ segment }) => segment.trim() !== '',
  ).length
  return n <= most ? n : 0
}
