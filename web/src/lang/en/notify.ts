export const notify = {
  'notify.by': '{name}: {text}',
  'notify.new': 'New message',
} as const
