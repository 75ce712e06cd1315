export const folders: Readonly<Record<string, string>> = {
  'folders.all': 'كل المحادثات',
  'folders.edit': 'تعديل المجلد',
  'folders.manage': 'تعديل المجلدات',
  'folders.tabs': 'المجلدات',
}
