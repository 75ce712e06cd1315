export const schedule: Readonly<Record<string, string>> = {
  'schedule.late': 'مضى هذا الوقت. اختر وقتًا لاحقًا.',
  'schedule.remindAt': 'ذكّرني: {day}، {time}',
  'schedule.reminder': 'ضبط تذكير',
  'schedule.sendAt': 'إرسال: {day}، {time}',
  'schedule.title': 'جدولة الرسالة',
  'schedule.whenOnline': 'إرسال عند الاتصال',
}
