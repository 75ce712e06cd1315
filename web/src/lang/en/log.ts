export const log = {
  'log.day': 'Day',
  'log.title': 'Recent actions',
} as const
