export const log: Readonly<Record<string, string>> = {
  'log.day': 'اليوم',
  'log.title': 'آخر الإجراءات',
}
