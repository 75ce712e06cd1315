export const channel: Readonly<Record<string, string>> = {
  'channel.about.hint': 'عمّ تتحدث القناة. يمكنك ترك هذا فارغًا.',
  'channel.name': 'اسم القناة',
  'channel.new': 'قناة جديدة',
  'channel.new.make': 'إنشاء القناة',
  'channel.type': 'نوع القناة',
  'channel.type.private.hint': 'يأتي الناس عبر رابط دعوة أو تتم إضافتهم.',
  'channel.type.public.hint': 'يمكن للجميع العثور عليها والاشتراك فيها.',
  'channel.signatures': 'توقيع الرسائل',
  'channel.signatures.hint': 'تُظهر المنشورات من كتبها.',
}
