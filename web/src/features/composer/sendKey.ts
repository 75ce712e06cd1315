/** Where the choice is kept whether Enter alone sends. */
const storageKey = 'heliograph-send-key'

/**
 * Whether Enter sends; otherwise it begins a line and Control with Enter sends.
 * Screen keyboards have no Shift with Enter: there it always begins a line.
 */
export function sendsByEnter(): boolean {
  if (matchMedia('(pointer: coarse) and (hover: none)').matches) return false
  return localStorage.getItem(storageKey) !== 'ctrl'
}
