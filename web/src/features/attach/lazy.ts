import { lazy } from 'solid-js'

/** What is made in a dialog is loaded when it is made. */
export const PollDialog = lazy(() => import('./PollDialog').then((m) => ({ default: m.PollDialog })))
export const TodoDialog = lazy(() => import('./TodoDialog').then((m) => ({ default: m.TodoDialog })))
export const LocationDialog = lazy(() => import('./LocationDialog').then((m) => ({ default: m.LocationDialog })))
export const ContactDialog = lazy(() => import('./ContactDialog').then((m) => ({ default: m.ContactDialog })))
