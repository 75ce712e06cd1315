export const ui: Readonly<Record<string, string>> = {
  'ui.cancel': 'إلغاء',
  'ui.clear': 'مسح',
  'ui.close': 'إغلاق',
  'ui.failed': 'لم ينجح ذلك. تحقق من اتصالك ثم حاول مرة أخرى.',
  'ui.month.next': 'الشهر التالي',
  'ui.month.previous': 'الشهر السابق',
  'ui.password.hide': 'إخفاء كلمة المرور',
  'ui.password.show': 'إظهار كلمة المرور',
  'ui.retry': 'حاول مرة أخرى',
  'ui.time': 'الوقت',
  'ui.year': 'السنة',
}
