export { type Chat, chatsOf, folderList, mainList } from './chats'
export { FolderTabs } from './FolderTabs'
export { FoldersPage } from './lazy'
