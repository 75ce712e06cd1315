import { createSignal } from 'solid-js'
import { type Tone, tones } from './tone'

const recentKey = 'heliograph.emoji'
const toneKey = 'heliograph.emoji.tone'
const most = 32

function stored(): string[] {
  const text = typeof localStorage === 'undefined' ? null : localStorage.getItem(recentKey)
  return text === null ? [] : text.split(' ').filter((e) => e !== '')
}

function storedTone(): Tone {
  const text = typeof localStorage === 'undefined' ? null : localStorage.getItem(toneKey)
  return tones.find((tone) => tone === text) ?? ''
}

const [recent, setRecent] = createSignal<readonly string[]>(stored())
const [tone, setToneSignal] = createSignal<Tone>(storedTone())

/** recent is what was used last, the newest first; tone the skin tone that was chosen. Signals. */
export { recent, tone }

/** use remembers that an emoji was used. */
export function use(emoji: string): void {
  setRecent([emoji, ...recent().filter((e) => e !== emoji)].slice(0, most))
  localStorage.setItem(recentKey, recent().join(' '))
}

export function setTone(choice: Tone): void {
  setToneSignal(choice)
  if (choice === '') localStorage.removeItem(toneKey)
  else localStorage.setItem(toneKey, choice)
}

/** forgetEmoji removes what was used: for who logs out. */
export function forgetEmoji(): void {
  setRecent([])
  localStorage.removeItem(recentKey)
  setTone('')
}
