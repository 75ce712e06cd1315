import { countdown } from '../lib/dates'
import { en } from './en'
import { type Key, t } from './lang'

/** What an error of the server is known by: `ApiError` of api/client. */
interface Known {
  readonly code: number
  readonly text: string
  readonly seconds?: number
}

const isKnown = (error: unknown): error is Known =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'number' &&
  'text' in error &&
  typeof error.text === 'string'

const texts: Readonly<Record<string, string>> = en
const isKey = (key: string): key is Extract<Key, `errors.${Uppercase<string>}`> => key in texts

/**
 * errorText is a sentence about what went wrong and what to do: of whatever a
 * call was rejected with. `left` is how many seconds are left of a wait that
 * is counted down.
 */
export function errorText(error: unknown, left?: number): string {
  if (!isKnown(error)) return t('errors.broken')
  const seconds = left ?? error.seconds
  if (seconds !== undefined && error.text.startsWith('SLOWMODE_WAIT'))
    return t('errors.slowMode', { time: countdown(seconds) })
  if (seconds !== undefined && /FLOOD|WAIT/.test(error.text)) return t('errors.wait', { time: countdown(seconds) })
  const key = `errors.${error.text}`
  if (isKey(key)) return t(key)
  if (error.code === 0) return t('errors.noAnswer')
  if (error.text === 'METHOD_INVALID' || error.text === 'INPUT_METHOD_INVALID') return t('errors.gone')
  return error.code >= 500 || error.code < 0 ? t('errors.internal') : t('errors.unknown', { code: error.text })
}

/** waitOf is how many seconds one has to wait before trying again; undefined: one need not. */
export const waitOf = (error: unknown): number | undefined => (isKnown(error) ? error.seconds : undefined)
