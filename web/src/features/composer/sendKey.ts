import { sendBy } from '../../ui/preferences'

/**
 * Whether Enter sends, as settings have it; otherwise it begins a line and Control with
 * Enter sends. Screen keyboards have no Shift with Enter: there it always begins a line.
 */
export function sendsByEnter(): boolean {
  if (matchMedia('(pointer: coarse) and (hover: none)').matches) return false
  return sendBy() === 'enter'
}
