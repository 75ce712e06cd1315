import { lazy } from 'solid-js'

export const DateDialog = lazy(async () => ({ default: (await import('./DateDialog')).DateDialog }))
export const PinnedDialog = lazy(async () => ({ default: (await import('./PinnedDialog')).PinnedDialog }))
