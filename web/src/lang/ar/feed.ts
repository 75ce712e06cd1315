export const feed: Readonly<Record<string, string>> = {
  'feed.kind.poll': 'استطلاع: {text}',
  'feed.kind.quiz': 'اختبار: {text}',
  'feed.kind.todo': 'قائمة مهام: {text}',
  'feed.kind.location': 'موقع',
  'feed.kind.live': 'موقع مباشر',
  'feed.kind.contact': 'جهة اتصال: {name}',
  'feed.kind.unsupported': 'رسالة لا يمكن لهذا الإصدار عرضها',
}
