import type { Rich } from '../../api/message'
import { putRich } from '../composer'

/** copyRich puts a text into the clipboard, for this app with its formatting. */
export async function copyRich(content: Rich): Promise<void> {
  let done = false
  const put = (event: ClipboardEvent) => {
    if (!event.clipboardData) return
    event.preventDefault()
    putRich(event.clipboardData, content)
    done = true
  }
  document.addEventListener('copy', put, { capture: true })
  document.execCommand('copy')
  document.removeEventListener('copy', put, { capture: true })
  if (!done) await navigator.clipboard.writeText(content.text)
}
