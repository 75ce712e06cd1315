import { createSignal, onCleanup } from 'solid-js'

/** Something that a key does, wherever the focus is. */
export interface Hotkey {
  /** Such as `Mod+K`, `Alt+ArrowUp`, `Shift+?`, `Escape`. Mod is Command on a Mac, Control elsewhere. */
  keys: string
  /** What it does, for the list of shortcuts; without it the list does not have it. A function, so that it follows the language. */
  label?: () => string
  /** Where in the list it stands. */
  group?: 'app' | 'chat' | 'text'
  /** Who is asked first where several want the same key: 0 unless told. Of equals the last registered. */
  priority?: number
  /** It does its work while somebody types as well; keys with Mod or Alt and Escape do so unless told otherwise. */
  typing?: boolean
  /** false: it has nothing to do now, the next one is asked. */
  run: (event: KeyboardEvent) => boolean | undefined
}

const [registered, setRegistered] = createSignal<readonly Hotkey[]>([])

/** hotkeys are all that are registered now: a signal. */
export const hotkeys = registered

/** addHotkey registers a key until the answer is called. */
export function addHotkey(hotkey: Hotkey): () => void {
  setRegistered((all) => [...all, hotkey])
  return () => setRegistered((all) => all.filter((other) => other !== hotkey))
}

/** useHotkey registers a key as long as the component is there. */
export function useHotkey(hotkey: Hotkey): void {
  onCleanup(addHotkey(hotkey))
}

/** Where Escape is asked first: what is selected, then what is open beside the chat, then the chat itself. Menus and dialogs take it before that. */
export const escapeOrder = { selection: 30, mode: 20, pane: 10, chat: 0 } as const

const mac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform)

interface Combination {
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

function parse(keys: string): Combination {
  const parts = keys.split('+')
  const key = keys.endsWith('++') ? '+' : (parts.at(-1) ?? '')
  return { mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key }
}

/** matches tells whether an event is a combination of keys, in any layout of the keyboard. */
export function matches(e: KeyboardEvent, keys: string): boolean {
  const want = parse(keys)
  if (want.mod !== (mac ? e.metaKey : e.ctrlKey) || want.alt !== e.altKey) return false
  if (mac ? e.ctrlKey : e.metaKey) return false
  const letter = /^[a-z0-9]$/i.test(want.key)
  // Signs such as "?" are where the layout has them: whether that takes Shift is its affair.
  if ((letter || want.key.length > 1) && want.shift !== e.shiftKey) return false
  if (e.key.toLowerCase() === want.key.toLowerCase()) return true
  if (!letter || /^[a-z0-9]$/i.test(e.key)) return false
  return e.code === (/\d/.test(want.key) ? `Digit${want.key}` : `Key${want.key.toUpperCase()}`)
}

const typingIn = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable="true"]',
  ) !== null

/** runHotkey has the first that wants an event take it; true: one did. */
export function runHotkey(e: KeyboardEvent): boolean {
  if (e.defaultPrevented || e.isComposing) return false
  const typing = typingIn(e.target)
  const wanted = registered()
    .map((hotkey, at) => ({ hotkey, at }))
    .filter(({ hotkey }) => matches(e, hotkey.keys))
    .filter(({ hotkey }) => !typing || (hotkey.typing ?? /Mod|Alt|Escape/.test(hotkey.keys)))
    .sort((a, b) => (b.hotkey.priority ?? 0) - (a.hotkey.priority ?? 0) || b.at - a.at)
  for (const { hotkey } of wanted) {
    if (hotkey.run(e) === false) continue
    e.preventDefault()
    return true
  }
  return false
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** keyCaps is what stands on the keys of a combination, for a list of shortcuts. */
export const keyCaps = (keys: string): readonly string[] => {
  const { mod, alt, shift, key } = parse(keys)
  return [
    ...(mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift && /^[a-z0-9]$|../i.test(key) ? [mac ? '⇧' : 'Shift'] : []),
    signs[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]
}
