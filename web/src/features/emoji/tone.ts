/** Skin tones as they are put on, the first being none. */
export const tones = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const
export type Tone = (typeof tones)[number]

/** How an emoji takes a tone: all people and hands in it, people without the hands between them, or not at all. */
export type Way = 'a' | 'p' | ''

const base = /\p{Emoji_Modifier_Base}\ufe0f?/gu

/** toned is an emoji in a skin tone; scripts/emoji.mjs has tried the way with each. */
export function toned(emoji: string, way: Way, tone: Tone): string {
  if (tone === '' || way === '') return emoji
  return emoji.replace(base, (b) => (way === 'p' && b.startsWith('🤝') ? b : b.replace('\ufe0f', '') + tone))
}
