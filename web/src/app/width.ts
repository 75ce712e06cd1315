import { createSignal } from 'solid-js'

const key = 'heliograph.list-width'

/** What the list of chats may be as wide as, in pixels. */
export const narrowest = 260
export const widest = 560
const usual = 360

const within = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)))

const kept = Number(localStorage.getItem(key))
const [width, setWidth] = createSignal(kept > 0 ? within(kept) : usual)

/** listWidth is how wide the list of chats is: a signal. */
export const listWidth = width

/** setListWidth makes the list of chats as wide as it may be of that; undefined: as at first. */
export function setListWidth(to: number | undefined): void {
  setWidth(within(to ?? usual))
  localStorage.setItem(key, String(width()))
}

const phone = matchMedia('(max-width: 700px)')
const [narrow, setNarrow] = createSignal(phone.matches)
phone.addEventListener('change', () => setNarrow(phone.matches))

/** onePane is whether there is room for one pane alone, as on phones: a signal. */
export const onePane = narrow
