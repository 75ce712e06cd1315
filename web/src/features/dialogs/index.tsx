export { attempt } from './attempt'
export { ChatMenu, type ChatMenuTarget } from './ChatMenu'
export { DialogList, type DialogListProps } from './DialogList'
export { type Ending, EndingQuestion } from './EndingQuestion'
