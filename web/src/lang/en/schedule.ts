export const schedule = {
  'schedule.late': 'This moment is over. Choose a later one.',
  'schedule.remindAt': 'Remind me: {day}, {time}',
  'schedule.reminder': 'Set a reminder',
  'schedule.sendAt': 'Send: {day}, {time}',
  'schedule.title': 'Schedule message',
  'schedule.whenOnline': 'Send when online',
} as const
