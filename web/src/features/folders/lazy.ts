import { lazy } from 'solid-js'

/** FoldersPage, fetched when it is first opened. */
export const FoldersPage = lazy(() => import('./FoldersPage').then((module) => ({ default: module.FoldersPage })))
