export const composer: Readonly<Record<string, string>> = {
  'composer.message': 'رسالة',
  'composer.save': 'حفظ',
  'composer.send': 'إرسال',
}
