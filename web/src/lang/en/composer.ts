export const composer = {
  'composer.failed': 'It was not sent. Try again.',
  'composer.message': 'Message',
  'composer.save': 'Save',
  'composer.send': 'Send',
} as const
