import workerAddress from '../worker/worker.ts?worker&url'

/** Of Trusted Types what is needed here; their objects stand where strings do. */
interface Factory {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string }
}

declare global {
  var trustedTypes: Factory | undefined
}

const serviceWorkerAddress = '/sw.js'

/** The Content-Security-Policy of the server knows this name, and lets nothing else make addresses of scripts. */
const policy = globalThis.trustedTypes?.createPolicy('heliograph', {
  createScriptURL(address) {
    if (address !== workerAddress && address !== serviceWorkerAddress) throw new TypeError('not a script of this page')
    return address
  },
})

const trust = (address: string) => policy?.createScriptURL(address) ?? address

/** A new worker for an account. */
export const createWorker = (name: string): Worker => new Worker(trust(workerAddress), { type: 'module', name })

/** Registers the service worker. */
export const registerServiceWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(trust(serviceWorkerAddress), { updateViaCache: 'none' })
