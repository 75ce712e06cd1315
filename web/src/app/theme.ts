import { createSignal } from 'solid-js'

/** What a person chose: a theme, or the one of their system. */
export type ThemeChoice = 'system' | 'light' | 'dark'

/** Names of accent colours; theme.css says what each looks like. */
export const accents = ['blue', 'teal', 'green', 'orange', 'red', 'pink', 'violet', 'graphite'] as const
export type Accent = (typeof accents)[number]

const themeKey = 'heliograph.theme'
const accentKey = 'heliograph.accent'
const sizeKey = 'heliograph.textsize'

/** The text of messages can be between these, in pixels. */
export const textSizes = { least: 12, usual: 16, most: 22 } as const

function isTheme(s: string | null): s is ThemeChoice {
  return s === 'system' || s === 'light' || s === 'dark'
}

function isAccent(s: string | null): s is Accent {
  return accents.some((a) => a === s)
}

const [theme, setThemeSignal] = createSignal<ThemeChoice>('system')
const [accent, setAccentSignal] = createSignal<Accent>('blue')
const [textSize, setTextSizeSignal] = createSignal<number>(textSizes.usual)
const [systemDark, setSystemDark] = createSignal(false)

/** theme is what was chosen, accent the colour chosen, textSize how large messages are: signals. */
export { accent, textSize, theme }

/** dark tells whether the page is dark now, whoever decided it: a signal. */
export function dark(): boolean {
  return theme() === 'system' ? systemDark() : theme() === 'dark'
}

function apply(): void {
  const root = document.documentElement
  if (theme() === 'system') delete root.dataset.theme
  else root.dataset.theme = theme()
  root.dataset.accent = accent()
  root.style.setProperty('--message-size', `${textSize() / 16}rem`)
  const bar = document.querySelector('meta[name="theme-color"]')
  bar?.setAttribute('content', dark() ? '#1a2027' : '#ffffff')
}

/** setTheme chooses a theme and keeps the choice in this browser. */
export function setTheme(choice: ThemeChoice): void {
  setThemeSignal(choice)
  localStorage.setItem(themeKey, choice)
  apply()
}

/** setAccent chooses an accent colour and keeps the choice in this browser. */
export function setAccent(choice: Accent): void {
  setAccentSignal(choice)
  localStorage.setItem(accentKey, choice)
  apply()
}

/** setTextSize chooses how large the text of messages is, in pixels, and keeps the choice in this browser. */
export function setTextSize(pixels: number): void {
  setTextSizeSignal(Math.max(textSizes.least, Math.min(textSizes.most, Math.round(pixels))))
  localStorage.setItem(sizeKey, String(textSize()))
  apply()
}

/** startTheme puts what was chosen into effect and follows the system and other tabs. Call it once, before the first render. */
export function startTheme(): void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  setSystemDark(media.matches)
  media.addEventListener('change', () => {
    setSystemDark(media.matches)
    apply()
  })
  read()
  window.addEventListener('storage', (e) => {
    if (e.key === themeKey || e.key === accentKey || e.key === sizeKey) read()
  })
}

function read(): void {
  const t = localStorage.getItem(themeKey)
  const a = localStorage.getItem(accentKey)
  setThemeSignal(isTheme(t) ? t : 'system')
  setAccentSignal(isAccent(a) ? a : 'blue')
  const size = Number(localStorage.getItem(sizeKey) ?? textSizes.usual)
  setTextSizeSignal(size >= textSizes.least && size <= textSizes.most ? size : textSizes.usual)
  apply()
}
