export const dialogs: Readonly<Record<string, string>> = {
  'dialogs.chats': 'المحادثات',
}
