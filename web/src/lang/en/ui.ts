export const ui = {
  'ui.cancel': 'Cancel',
  'ui.clear': 'Clear',
  'ui.close': 'Close',
  'ui.failed': 'It did not work. Check your connection, then try again.',
  'ui.month.next': 'Next month',
  'ui.month.previous': 'Previous month',
  'ui.password.hide': 'Hide password',
  'ui.password.show': 'Show password',
  'ui.retry': 'Try again',
  'ui.time': 'Time',
  'ui.year': 'Year',
} as const
