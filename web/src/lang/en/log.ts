export const log = {
  'log.title': 'Recent actions',
} as const
