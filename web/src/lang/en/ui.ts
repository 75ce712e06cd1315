export const ui = {
  'ui.cancel': 'Cancel',
  'ui.close': 'Close',
  'ui.retry': 'Try again',
} as const
