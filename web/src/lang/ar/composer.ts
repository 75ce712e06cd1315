export const composer: Readonly<Record<string, string>> = {
  'composer.failed': 'لم تُرسل. حاول مرة أخرى.',
  'composer.message': 'رسالة',
  'composer.save': 'حفظ',
  'composer.send': 'إرسال',
}
