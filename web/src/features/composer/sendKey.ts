import { sendBy } from '../../ui/preferences'

/**
 * Whether Enter sends; otherwise it begins a line and Control with Enter sends.
 * Screen keyboards have no Shift with Enter: there it always begins a line.
 */
export const sendsByEnter = (): boolean =>
  sendBy() === 'enter' && !matchMedia('(pointer: coarse) and (hover: none)').matches
