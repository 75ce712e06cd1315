export const dialogs = {
  'dialogs.chats': 'Chats',
} as const
