import { lazy } from 'solid-js'

/** Settings, which are loaded when they are opened first. */
export const Settings = lazy(async () => ({ default: (await import('./Settings')).Settings }))
