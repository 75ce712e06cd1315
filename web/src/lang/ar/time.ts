import { forms } from './forms'

export const time: Readonly<Record<string, string>> = {
  'time.online': 'متصل',
  'time.justNow': 'آخر ظهور قبل لحظات',
  ...forms('time.seenMinutes', [
    'آخر ظهور قبل لحظات',
    'آخر ظهور قبل دقيقة',
    'آخر ظهور قبل دقيقتين',
    'آخر ظهور قبل {n} دقائق',
    'آخر ظهور قبل {n} دقيقة',
    'آخر ظهور قبل {n} دقيقة',
  ]),
  'time.seenToday': 'آخر ظهور اليوم {time}',
  'time.seenYesterday': 'آخر ظهور أمس {time}',
  'time.seenOn': 'آخر ظهور {date}',
  'time.recently': 'آخر ظهور قريبًا',
  'time.lastWeek': 'آخر ظهور خلال أسبوع',
  'time.lastMonth': 'آخر ظهور خلال شهر',
  'time.longAgo': 'آخر ظهور منذ زمن طويل',
  'time.dayAt': '{day} {time}',
}
