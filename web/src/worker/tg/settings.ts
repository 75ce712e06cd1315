import type { SettingsApi } from '../../api/settings'
import type { Session } from '../session'

/** Roughly what something takes in the browser's storage. */
const weigh = (values: readonly unknown[]): number => new Blob([JSON.stringify(values)]).size

export function settingsMethods({ cache }: Session): SettingsApi {
  return {
    cacheUse: async () => ({
      list: weigh(await cache.all('list')),
      history: weigh(await cache.all('history')),
      outbox: weigh(await cache.all('outbox')),
    }),
    clearCache: () => cache.clear('history'),
  }
}
