import { lazy } from 'solid-js'

export const Dialogs = lazy(async () => ({ default: (await import('./dialogs/Dialogs')).Dialogs }))
