export const time = {
  'time.online': 'online',
  'time.justNow': 'last seen just now',
  'time.seenMinutes_one': 'last seen {n} minute ago',
  'time.seenMinutes_other': 'last seen {n} minutes ago',
  'time.seenToday': 'last seen today at {time}',
  'time.seenYesterday': 'last seen yesterday at {time}',
  'time.seenOn': 'last seen {date}',
  'time.recently': 'last seen recently',
  'time.lastWeek': 'last seen within a week',
  'time.lastMonth': 'last seen within a month',
  'time.longAgo': 'last seen a long time ago',
  'time.dayAt': '{day} at {time}',
} as const
