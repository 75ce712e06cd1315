export const folders = {
  'folders.all': 'All chats',
  'folders.edit': 'Edit folder',
  'folders.manage': 'Edit folders',
  'folders.tabs': 'Folders',
} as const
