import { span } from '../../lang/format'
import { t } from '../../lang/lang'

const day = 86400

/** After which time messages of a new chat may go by themselves. */
export const initialTtls = () =>
  [0, day, 7 * day, 31 * day].map((seconds) => ({
    value: String(seconds),
    label: seconds === 0 ? t('info.ttl.never') : span(seconds),
  }))

/** Seconds between messages that slow mode knows. */
export const slowModes = [0, 10, 30, 60, 300, 900, 3600] as const
