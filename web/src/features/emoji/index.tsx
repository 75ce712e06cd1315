export { EmojiPicker, type EmojiPickerProps } from './EmojiPicker'
export { forgetEmoji, recent as recentEmoji, use as useEmoji } from './recent'
export { type Suggestion, suggest } from './suggest'
