export const notify: Readonly<Record<string, string>> = {
  'notify.by': '{name}: {text}',
  'notify.new': 'رسالة جديدة',
}
