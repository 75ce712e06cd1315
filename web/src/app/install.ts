import { createSignal } from 'solid-js'

/** What browsers send that can install a page as an app. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>
}

const isInstall = (event: Event): event is InstallEvent => 'prompt' in event

const [ready, setReady] = createSignal<InstallEvent>()

window.addEventListener('beforeinstallprompt', (event) => {
  if (!isInstall(event)) return
  event.preventDefault() // the settings offer it
  setReady(event)
})
window.addEventListener('appinstalled', () => setReady(undefined))

/** install asks the browser to install the page as an app; undefined: it cannot, or has. A signal. */
export const install = (): (() => void) | undefined => {
  const event = ready()
  return event && (() => void event.prompt().finally(() => setReady(undefined)))
}
