import { createRenderEffect, createRoot, createSignal } from 'solid-js'

/** What a person likes in this browser, for all accounts: signals that are kept. */

interface Preference<V extends string | number | boolean> {
  /** What is chosen: a signal. */
  (): V
  set(value: V): void
}

const all = new Map<string, (text: string | null) => void>()

function preference<V extends string | number | boolean>(
  name: string,
  usual: V,
  read: (text: string) => V | undefined,
): Preference<V> {
  const key = `heliograph.${name}`
  const store = typeof localStorage === 'undefined' ? undefined : localStorage
  const parse = (text: string | null) => (text === null ? usual : (read(text) ?? usual))
  const [value, setValue] = createSignal<V>(parse(store?.getItem(key) ?? null))
  const put = (text: string | null) => void setValue(() => parse(text))
  all.set(key, put)
  return Object.assign(() => value(), {
    set: (next: V) => {
      put(String(next))
      store?.setItem(key, String(next))
    },
  })
}

const oneOf =
  <V extends string>(...values: readonly V[]) =>
  (text: string): V | undefined =>
    values.find((value) => value === text)

const between = (least: number, most: number) => (text: string) => {
  const n = Number(text)
  return Number.isInteger(n) && n >= least && n <= most ? n : undefined
}

const flag = (text: string): boolean | undefined => (text === 'true' ? true : text === 'false' ? false : undefined)

/** What sends a message: Enter (a new line by Shift and Enter), or Control (Command) and Enter. */
export const sendBy = preference<'enter' | 'mod'>('send-by', 'enter', oneOf('enter', 'mod'))

/** The size of text, in pixels. */
export const textSize = preference('text-size', 16, between(12, 22))

/** How round bubbles of messages are, in pixels. */
export const corners = preference('corners', 15, between(0, 20))

/** Notifications outside of the page. */
export const desktopNotices = preference('desktop-notices', true, flag)

/** A sound with notifications. */
export const soundNotices = preference('sound-notices', true, flag)

/** Whether a number on the icon and title counts muted chats as well. */
export const countMuted = preference('count-muted', false, flag)

/** startPreferences puts sizes into effect and follows other tabs. Call it once, before the first render. */
export function startPreferences(): void {
  createRoot(() => {
    createRenderEffect(() => {
      const { style } = document.documentElement
      style.fontSize = textSize() === 16 ? '' : `${(textSize() / 16) * 100}%`
      style.setProperty('--radius-bubble', `${corners()}px`)
    })
  })
  window.addEventListener('storage', (e) => {
    if (e.key !== null) all.get(e.key)?.(e.newValue)
  })
}
