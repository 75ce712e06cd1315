import 'fake-indexeddb/auto'

/** What the worker finds in a browser and Node does not have. */
const target = new EventTarget()
const missing = {
  self: globalThis,
  navigator: { userAgent: 'Node', onLine: true, language: 'en' },
  addEventListener: target.addEventListener.bind(target),
  removeEventListener: target.removeEventListener.bind(target),
  dispatchEvent: target.dispatchEvent.bind(target),
}
for (const [name, value] of Object.entries(missing)) {
  if (!(name in globalThis) || name === 'navigator') {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
}

/** Browsers take any iterable of names of stores; this database takes arrays. */
const { transaction } = IDBDatabase.prototype
IDBDatabase.prototype.transaction = function (stores, ...rest) {
  return transaction.call(this, typeof stores === 'string' ? stores : [...stores], ...rest)
}
