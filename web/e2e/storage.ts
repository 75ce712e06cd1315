import type { Page } from 'playwright-core'

/** All that the browser keeps for the page, as one text: databases, storage, caches. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const parts: string[] = []
    const text = (value: unknown): string =>
      JSON.stringify(value, (_, part) => {
        if (part instanceof ArrayBuffer) return new TextDecoder('latin1').decode(part)
        if (ArrayBuffer.isView(part)) return new TextDecoder('latin1').decode(part)
        if (part instanceof Map || part instanceof Set) return [...part]
        return typeof part === 'bigint' ? String(part) : part
      }) ?? ''
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store)
        parts.push(text(await done(objects.getAllKeys())), text(await done(objects.getAll())))
      }
      database.close()
    }
    for (const store of [localStorage, sessionStorage]) parts.push(text({ ...store }))
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        // Scripts of the page are everybody's; what was asked for by address is not.
        parts.push(request.url)
        const answer = await cache.match(request)
        if (answer?.headers.get('Content-Type')?.includes('json')) parts.push(await answer.text())
      }
    }
    return parts.join('\n')
  })
