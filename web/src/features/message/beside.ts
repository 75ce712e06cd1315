import type { Anchor } from '../../ui/place'

/** beside is where the menu of a message opens when it was asked for by a key: at its bubble, as its row is as wide as the chat. */
export function beside(at: Anchor): Anchor {
  if (!(at instanceof HTMLElement)) return at
  const box = (at.querySelector('[data-bubble]') ?? at).getBoundingClientRect()
  const rtl = getComputedStyle(at).direction === 'rtl'
  return { x: rtl ? box.right - 12 : box.left + 12, y: box.top + Math.min(box.height, 36) }
}
